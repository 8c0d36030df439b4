"""The category tree: the source's sixteen categories, each divided by the words of the product's name.

The first division one of whose words begins a word of the name takes the product; the last division of a category,
without words, takes the rest.
"""

import re
from dataclasses import dataclass
from functools import cache

from storefront.catalog.tables import Category
from storefront.demo.bulk import BulkWriter, Row
from storefront.demo.draw import demo_id

DIVISIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "Kitchen & Dining": (
        ("Mugs & Cups", "mug cup teacup saucer coffee beaker"),
        ("Bakeware", "cake bak fairy tin mould cupcake muffin pan whisk"),
        ("Lunch & Picnic", "lunch picnic bottle flask food container"),
        ("Tableware", "plate bowl dish glass cutlery tray coaster placemat jug napkin teapot milk egg"),
        ("Other Kitchen", ""),
    ),
    "Candles & Lighting": (
        ("Candle Holders", "t-light holder lantern candlestick candleholder votive tealight"),
        ("Fairy Lights & Lamps", "light lamp lampshade chandelier"),
        ("Incense & Scent", "incense scent oil fragrance cones vanilla"),
        ("Candles", ""),
    ),
    "Jewellery & Accessories": (
        ("Necklaces & Pendants", "necklace pendant neckl choker"),
        ("Bracelets & Bangles", "bracelet bangle"),
        ("Earrings & Rings", "earring ring rings brooch"),
        ("Key Rings & Charms", "key keyring charm phone"),
        ("Other Accessories", ""),
    ),
    "Stationery & Gift Wrap": (
        ("Gift Wrap & Ribbons", "wrap ribbon tape tag gift bow tissue"),
        ("Cards", "card postcard invite"),
        ("Pens & Pencils", "pen pencil crayon eraser chalk ruler"),
        ("Notebooks & Albums", "notebook book album journal sketchbook pad organiser diary"),
        ("Other Stationery", ""),
    ),
    "Wall Art, Clocks & Signs": (
        ("Clocks", "clock"),
        ("Mirrors", "mirror"),
        ("Frames", "frame photo photoframe picture"),
        ("Signs", "sign plaque number letter chalkboard blackboard"),
        ("Other Wall Art", ""),
    ),
    "Storage & Household": (
        ("Boxes & Tins", "box tin trinket jar"),
        ("Hooks & Knobs", "hook knob hanger rack peg"),
        ("Furniture", "cabinet table stool chair shelf drawer stand"),
        ("Other Household", ""),
    ),
    "Party & Seasonal": (
        ("Easter", "easter bunny bunnies chick egg rabbit hen"),
        ("Party Tableware", "napkin cup plate cases doil straw tablecloth"),
        ("Garlands & Bunting", "garland bunting chain honeycomb balloon"),
        ("Other Party", ""),
    ),
    "Christmas": (
        ("Tree Decorations", "tree bauble hanging bell tinsel decoration"),
        ("Wreaths & Garlands", "wreath garland stocking"),
        ("Cards & Wrap", "card wrap bag ribbon tag"),
        ("Other Christmas", ""),
    ),
    "Home Decor": (
        ("Hearts & Hanging Decorations", "heart hanging mobile wicker string"),
        ("Flowers & Vases", "flower vase artificial rose daisy bouquet"),
        ("Ornaments", "ornament figurine bird hen rabbit duck bank cherub angel decoration"),
        ("Other Decor", ""),
    ),
    "Bags & Travel": (
        ("Umbrellas", "umbrella parasol"),
        ("Purses & Wallets", "purse wallet"),
        ("Washbags & Travel", "washbag cosmetic passport luggage travel airline cover"),
        ("Bags", ""),
    ),
    "Toys & Games": (
        ("Games & Puzzles", "game jigsaw puzzle domino cards playing draughts"),
        ("Soft Toys & Dolls", "doll soft teddy bear puppet dolly"),
        ("Drawing & Making", "drawing slate sticker chalk transfer tattoo paint"),
        ("Other Toys", ""),
    ),
    "Garden & Outdoor": (
        ("Planters & Pots", "planter pot bucket herb plant grow"),
        ("Birds & Wildlife", "bird birdhouse nesting gnome"),
        ("Picnic & Beach", "picnic beach hammock parasol hamper seaside"),
        ("Other Garden", ""),
    ),
    "Home Textiles": (
        ("Cushions & Covers", "cushion c/cover pouffe"),
        ("Doormats & Doorstops", "doormat doorstop door mat"),
        ("Throws, Quilts & Curtains", "throw quilt curtain blanket"),
        ("Other Textiles", ""),
    ),
    "Bath & Comfort": (
        ("Hot Water Bottles & Warmers", "hot water warmer"),
        ("Soap & Bathroom", "soap bath bathroom flannel towel sponge toilet"),
        ("Other Comfort", ""),
    ),
    "Craft & Sewing": (
        ("Felt & Craft Kits", "feltcraft craft kit stencil paint"),
        ("Sewing", "sewing button tape measure patch pin fabric"),
        ("Other Craft", ""),
    ),
    "Other": (("Novelties", "retro disco radio crochet"), ("Sundries", "")),
}


@dataclass(frozen=True, slots=True)
class CategoryPlan:
    """A category with its interval of positions."""

    id: str
    code: str
    name: str
    parent_id: str | None
    first: int
    last: int


@cache
def category_plans() -> tuple[CategoryPlan, ...]:
    """The whole tree in the order of its positions, parents before children."""
    plans: list[CategoryPlan] = []
    for name, divisions in DIVISIONS.items():
        first = len(plans) + 1
        parent_id = demo_id("category", first)
        plans.append(CategoryPlan(parent_id, _code(name), name, None, first, first + len(divisions)))
        for place, (division, _) in enumerate(divisions, start=first + 1):
            plans.append(
                CategoryPlan(
                    demo_id("category", place), _code(name, division), division, parent_id, place, place
                )
            )
    return tuple(plans)


def leaf_of(category: str, name: str) -> CategoryPlan:
    """The division of a source category that a product belongs to."""
    words = re.findall(r"[a-z][a-z/\-]*", name.lower())
    for division, keywords in DIVISIONS[category]:
        starts = tuple(keywords.split())
        if not starts or any(word.startswith(starts) for word in words):
            return _by_code()[_code(category, division)]
    raise AssertionError(f"{category} has no last division")


def write_categories(writer: BulkWriter) -> None:
    """The tree."""
    rows: list[Row] = [(p.id, p.code, p.name, p.parent_id, p.first, p.last) for p in category_plans()]
    writer.write(Category, "id code name parent_id first last", rows)


@cache
def _by_code() -> dict[str, CategoryPlan]:
    return {plan.code: plan for plan in category_plans()}


def _code(*names: str) -> str:
    return "-".join("-".join(re.findall(r"[a-z]+", name.lower())) for name in names)
