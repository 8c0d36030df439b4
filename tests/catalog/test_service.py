import pytest
from sqlmodel import Session

from storefront.catalog.errors import ProductNotFound
from storefront.catalog.service import artwork, category_tree
from tests.factories import Trade


class TestCategoryTree:
    @pytest.mark.smoke
    def test_shows_parents_before_their_children(self, session: Session, trade: Trade) -> None:
        assert [(each.code, each.first, each.last) for each in category_tree(session)] == [
            ("kitchen", 1, 3),
            ("mugs", 2, 2),
            ("plates", 3, 3),
            ("candles", 4, 4),
        ]


class TestArtwork:
    def test_tells_what_a_picture_is_drawn_from(self, session: Session, trade: Trade) -> None:
        drawn = artwork(session, sku="M-001")
        assert (drawn.sku, drawn.name, drawn.category_code, drawn.category_name, drawn.picture) == (
            "M-001",
            "Mug M-001",
            "mugs",
            "Mugs",
            None,
        )

    @pytest.mark.parametrize("sku", ["NOPE", "", "\x00", "\ud800"])
    def test_of_nothing_is_not_found(self, session: Session, trade: Trade, sku: str) -> None:
        with pytest.raises(ProductNotFound):
            artwork(session, sku=sku)
