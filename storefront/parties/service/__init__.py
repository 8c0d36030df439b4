"""What an actor can do with people, outlets and sessions: the slice's only door."""

from storefront.parties.service.access import (
    delivery_address,
    describe,
    enter_outlet,
    identify,
    list_outlets,
    names_of,
    recent_outlets,
    remember_outlet,
)
from storefront.parties.service.passwords import hash_password
from storefront.parties.service.people import create_contact
from storefront.parties.service.sign_in import (
    AttemptLimiter,
    hash_token,
    keep_alive,
    list_sessions,
    revoke_session,
    sign_in,
    sign_out,
)

__all__ = [
    "AttemptLimiter",
    "create_contact",
    "delivery_address",
    "describe",
    "enter_outlet",
    "hash_password",
    "hash_token",
    "identify",
    "keep_alive",
    "list_outlets",
    "list_sessions",
    "names_of",
    "recent_outlets",
    "remember_outlet",
    "revoke_session",
    "sign_in",
    "sign_out",
]
