"""Which page is at which address, by those who come there."""
