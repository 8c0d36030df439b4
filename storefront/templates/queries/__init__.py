"""Every statement of this slice."""
