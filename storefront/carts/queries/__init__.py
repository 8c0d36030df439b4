"""Every statement of this slice, by purpose."""
