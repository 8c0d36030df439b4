"""Every statement of this slice. It joins what the slices below it own: the shelf is where they meet."""
