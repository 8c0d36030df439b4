"""What the buttons of the gallery do."""

import reflex as rx

from storefront.ui.marks import public


class GalleryState(rx.State):
    """Holds nothing; the rows of the gallery are part of the page."""

    @rx.event
    @public
    async def do_nothing(self) -> None:
        """Nothing happens in a gallery."""
