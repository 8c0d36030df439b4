"""Availability in numbers and words (reference ST-02 and ST-03)."""

LOW_BELOW = 24
"""Fewer pieces than this are called low."""

WORDS = {"in_stock": "In stock", "low": "Low stock", "out_of_stock": "Out of stock"}


def available(on_hand: int, reserved: int, buffer: int) -> int:
    """What can still be promised, never below zero."""
    return max(0, on_hand - reserved - buffer)


def level(pieces: int, least: int) -> str:
    """`in_stock`, `low`, or `out_of_stock` when there is less than the least that may be ordered."""
    if pieces < max(1, least):
        return "out_of_stock"
    return "low" if pieces < LOW_BELOW else "in_stock"
