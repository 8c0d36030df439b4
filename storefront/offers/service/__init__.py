"""What an outlet can buy from a seller now: the slice's only door."""

from storefront.offers.service.listing import categories_of, list_offers, show_offer
from storefront.offers.service.lookup import find_offers, shelf_in
from storefront.offers.service.shelving import (
    adjust_stock,
    adjust_stock_by_file,
    correct_purchases,
    note_availability,
    note_purchases,
    shelve,
)
from storefront.offers.service.suggesting import suggest_offers
from storefront.offers.service.terms import open_terms, open_terms_everywhere

__all__ = [
    "adjust_stock",
    "adjust_stock_by_file",
    "categories_of",
    "correct_purchases",
    "find_offers",
    "list_offers",
    "note_availability",
    "note_purchases",
    "open_terms",
    "open_terms_everywhere",
    "shelf_in",
    "shelve",
    "show_offer",
    "suggest_offers",
]
