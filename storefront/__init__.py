"""An open B2B storefront for indirect trade: outlets order from a manufacturer and its distributors."""
