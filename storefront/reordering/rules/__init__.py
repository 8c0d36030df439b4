"""How often, how much and how many: decided on plain values."""
