"""What is decided here on plain values."""
