"""Generated pictures."""

from string import Formatter
from xml.etree import ElementTree as ET

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from storefront.api.artwork import COLOURS, draw
from storefront.api.motifs import BY_FAMILY, BY_WORD, MOTIFS
from storefront.catalog.snapshots import Artwork
from storefront.db.session import transaction
from tests.api.client import SITE, ApiClient
from tests.api.conftest import As
from tests.factories import Trade


def artwork(name: str = "Mug", colour: str = "", category: str = "kitchen-dining", sku: str = "1") -> Artwork:
    return Artwork(sku, name, category, category.title(), colour, None)


class TestDraw:
    @given(
        name=st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60),
        colour=st.sampled_from(["", *COLOURS, "Puce"]),
        category=st.text(st.characters(codec="ascii", exclude_categories=("Cc",)), max_size=20),
        sku=st.text(st.characters(codec="ascii", exclude_categories=("Cc",)), min_size=1, max_size=12),
    )
    def test_is_always_a_picture_and_always_the_same(
        self, name: str, colour: str, category: str, sku: str
    ) -> None:
        facts = artwork(name, colour, category, sku)
        drawn = draw(facts)
        draw.cache_clear()
        assert draw(facts) == drawn
        root = ET.fromstring(drawn)  # noqa: S314 -- our own picture
        assert root.attrib["viewBox"] == "0 0 200 200"
        assert not {element.tag.rpartition("}")[2] for element in root.iter()} & {
            "script",
            "image",
            "foreignObject",
            "a",
        }

    def test_names_decide_the_shape_and_families_the_rest(self) -> None:
        assert draw(artwork("Red Retrospot Umbrella")) != draw(artwork("Red Retrospot Mug"))
        assert draw(artwork("Thing", category="garden-outdoor")) != draw(
            artwork("Thing", category="bath-comfort")
        )

    def test_every_shape_that_is_named_exists_and_uses_only_the_three_tones(self) -> None:
        assert {shape for _, shape in BY_WORD} | {shape for _, shape, _ in BY_FAMILY} <= set(MOTIFS)
        for name, shape in MOTIFS.items():
            tones = {field for _, field, _, _ in Formatter().parse(shape) if field}
            assert {"f"} < tones <= {"f", "d", "l"}, name

    def test_words_of_the_name_are_printed_on_it(self) -> None:
        assert b"<pattern" in draw(artwork("Red Spotty Mug"))
        assert b"<pattern" not in draw(artwork("Red Mug"))

    def test_a_name_is_text_and_no_markup(self) -> None:
        assert b"<script" not in draw(artwork('<script>alert("x")</script> & Co'))


class TestRoute:
    @pytest.fixture
    def stranger(self, as_: As, trade: Trade) -> ApiClient:
        return as_(None)

    def test_answers_a_picture_that_may_be_kept(self, stranger: ApiClient) -> None:
        response = stranger.get(f"{SITE}/artwork/M-001.svg")
        assert response.status_code == 200
        assert response.headers["content-type"] == "image/svg+xml"
        assert response.headers["cache-control"].startswith("public, max-age=3600")
        assert response.headers["content-security-policy"] == "default-src 'none'; style-src 'unsafe-inline'"
        again = stranger.get(f"{SITE}/artwork/M-001.svg", headers={"if-none-match": response.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")

    def test_a_real_picture_takes_its_place(self, stranger: ApiClient) -> None:
        with transaction() as session:
            session.execute(sa.text("update products set picture = 'red mug.webp' where sku = 'M-001'"))
        response = stranger.get(f"{SITE}/artwork/M-001.svg")
        assert (response.status_code, response.headers["location"]) == (302, "/pictures/red%20mug.webp")

    def test_there_is_none_of_an_unknown_product(self, stranger: ApiClient) -> None:
        assert stranger.get(f"{SITE}/artwork/NOPE.svg").status_code == 404
