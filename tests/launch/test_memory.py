"""The collector leaves alone what was there at the start."""

import gc

from storefront.launch.memory import NEW_OBJECTS, spare_the_collector


class TestSpareTheCollector:
    def test_freezes_what_is_there_and_looks_less_often(self) -> None:
        before = gc.get_threshold()
        try:
            spare_the_collector()
            assert gc.get_freeze_count() > 0
            assert gc.get_threshold()[0] == NEW_OBJECTS
        finally:
            gc.unfreeze()
            gc.set_threshold(*before)
