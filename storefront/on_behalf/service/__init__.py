"""Ordering for outlets: the slice's only door."""

from storefront.on_behalf.service.field import list_field_outlets
from storefront.on_behalf.service.searching import search
from storefront.on_behalf.service.sessions import (
    end_session,
    find_outlet,
    list_open_sessions,
    list_visits,
    start_session,
)

__all__ = [
    "end_session",
    "find_outlet",
    "list_field_outlets",
    "list_open_sessions",
    "list_visits",
    "search",
    "start_session",
]
