"""One State per page or widget, directly under `rx.State`."""
