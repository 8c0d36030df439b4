"""The garbage collector of a server: it need not look again and again at a program that never changes."""

import gc

NEW_OBJECTS = 10_000
"""Between two looks at what is new; one answer makes some thousands, and nearly all go without the collector."""


def spare_the_collector() -> None:
    """Leave what was made at the start alone for good, and look at the rest less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)
