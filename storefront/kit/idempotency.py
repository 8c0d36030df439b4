"""Names that clients give to their attempts, so that an attempt that is made twice is done once."""

import hashlib
import json

from storefront.kit.errors import Conflict, Invalid

LONGEST_KEY = 200


class KeyNotUsable(Invalid):
    """An idempotency key is empty, too long or not printable."""

    code = "key_not_usable"

    def __init__(self, wanted: str) -> None:
        super().__init__(f"An idempotency key has {wanted}.", fields={"Idempotency-Key": wanted})


class KeyReused(Conflict):
    """An idempotency key came again with another request."""

    code = "idempotency_key_reused"

    def __init__(self) -> None:
        super().__init__("This idempotency key was used for another request. Use a new key for a new one.")


def check_key(key: str) -> None:
    """Refuse what cannot name an attempt.

    Raises:
        KeyNotUsable: it is empty, too long or not printable.
    """
    if not 1 <= len(key) <= LONGEST_KEY or not key.isprintable():
        raise KeyNotUsable(f"1 to {LONGEST_KEY} printable characters")


def fingerprint(request: object) -> str:
    """What two attempts with one key must have in common; `request` holds lists, texts, numbers and nothing else."""
    return hashlib.sha256(json.dumps(request).encode()).hexdigest()
