"""Composition root: settings → engine → API → pages → app; nothing else."""

import reflex as rx

from storefront.ui.pages.gallery import gallery

app = rx.App(theme=None, stylesheets=["/storefront.css"], toaster=None, head_components=[rx.el.script(src="/keyboard.js", defer=True)])
app.add_page(gallery, route="/gallery", title="Gallery")
