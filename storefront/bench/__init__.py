"""Measures what requests, screens, starts and loads cost: `storefront bench`."""

from storefront.bench.measuring import main

__all__ = ["main"]
