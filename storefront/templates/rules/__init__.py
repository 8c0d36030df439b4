"""What a template may be and what it orders, decided on plain values."""
