import importlib
import inspect

from storefront.inventory.errors import NotEnoughStock
from storefront.kit.errors import NotSignedIn, StorefrontError, TooMany
from storefront.sellers.errors import DeskNotFound

SLICES = ("kit", "parties", "sellers", "catalog", "inventory", "carts", "credit", "orders")
REWORDED = (NotEnoughStock, DeskNotFound)
"""Stock knows products by id only: orders says it again with names; a seller is not found for its staff in words of their own."""


class TestRefusals:
    def test_carry_a_code_a_message_and_facts(self) -> None:
        refused = TooMany("Slow down.", retry_after=7)
        assert (refused.code, refused.message, str(refused), refused.facts) == (
            "too_many_requests",
            "Slow down.",
            "Slow down.",
            {"retry_after": 7},
        )

    def test_nobody_is_asked_to_sign_in(self) -> None:
        assert NotSignedIn().message == "Sign in to go on."

    def test_no_two_kinds_share_a_code(self) -> None:
        codes: dict[str, str] = {}
        for slice_name in SLICES:
            module = importlib.import_module(f"storefront.{slice_name}.errors")
            for kind in vars(module).values():
                if inspect.isclass(kind) and issubclass(kind, StorefrontError) and kind not in REWORDED:
                    assert codes.setdefault(kind.code, kind.__qualname__) == kind.__qualname__
