"""Generated pictures: one for every product, from its name, category and colour, the same each time."""

import colorsys
import hashlib
import re
from functools import lru_cache
from html import escape

from storefront.api.motifs import BY_FAMILY, BY_WORD, MOTIFS
from storefront.catalog.snapshots import Artwork

COLOURS: dict[str, tuple[int, int, int]] = {
    "pink": (342, 62, 74),
    "blue": (212, 52, 58),
    "red": (2, 62, 56),
    "white": (40, 24, 93),
    "black": (220, 10, 26),
    "green": (132, 32, 52),
    "silver": (212, 10, 70),
    "ivory": (44, 50, 88),
    "cream": (40, 56, 84),
    "gold": (42, 64, 54),
    "purple": (278, 36, 58),
    "yellow": (46, 84, 64),
    "brown": (24, 38, 42),
    "clear": (196, 32, 82),
    "orange": (24, 80, 60),
    "lilac": (270, 44, 76),
    "mint": (156, 38, 72),
    "turquoise": (178, 48, 52),
    "grey": (214, 8, 56),
}
"""Hue, saturation and lightness of the colours that products come in."""

PATTERNS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("spot", "dot", "polka"), '<circle cx="7" cy="7" r="3.2" fill="{l}"/>'),
    (("stripe", "stripy"), '<rect width="7" height="14" fill="{l}" opacity=".8"/>'),
    (("gingham", "check", "tartan"), '<path d="M0 0h7v14H0zM0 0h14v7H0z" fill="{l}" opacity=".5"/>'),
    (
        ("star",),
        '<path d="M7 2l1.6 3.4L12 6 9.400 8.300l.7 3.700L7 10.200 3.900 12l.7-3.700L2 6l3.400-.6z" fill="{l}"/>',
    ),
    (
        ("heart",),
        '<path d="M7 12C1 8 3 3 5.400 3.400 6.300 3.500 7 5 7 5s.7-1.500 1.600-1.600C11 3 13 8 7 12z" fill="{l}"/>',
    ),
    (
        ("rose", "flower", "floral", "daisy", "paisley"),
        '<g fill="{l}"><circle cx="7" cy="4.500" r="2.300"/><circle cx="9.500" cy="8" r="2.300"/><circle cx="4.500" cy="8" r="2.300"/></g>',
    ),
)
"""Words of a name, and how they are printed on the shape."""

WORD = re.compile(r"[a-z0-9]+")
PLAIN_HUES = (8, 28, 44, 96, 150, 184, 206, 226, 262, 334)
"""What products come in that name no colour."""


@lru_cache(maxsize=4096)
def draw(artwork: Artwork) -> bytes:
    """The picture as SVG, square, without script or anything from elsewhere."""
    seed = hashlib.sha256(artwork.sku.encode()).digest()
    name = artwork.name.lower()
    shape, paper_hue = _shape_of(name, artwork.category_code)
    hue, saturation, lightness = _colour_of(artwork.colour, seed)
    tones = {
        "f": _hex(hue, saturation, lightness),
        "d": _hex(hue, saturation, max(14, lightness - 22)),
        "l": _hex(hue, max(0, saturation - 8), min(97, lightness + 20)),
    }
    print_on_it = next((drawn for words, drawn in PATTERNS if any(word in name for word in words)), None)
    pattern = ""
    if print_on_it:
        tile = f'<rect width="14" height="14" fill="{tones["f"]}"/>{print_on_it.format(**tones)}'
        turn = 0 if "stripe" in name or "gingham" in name or "check" in name else 20
        pattern = f'<pattern id="p" width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate({turn})">{tile}</pattern>'
        tones["f"] = "url(#p)"
    paper, ground = _hex(paper_hue, 30, 95), _hex(paper_hue, 26, 89)
    tilt = seed[1] % 9 - 4
    label = escape(f"{artwork.name}, {artwork.category_name}")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" width="400" height="400" role="img" '
        f'aria-label="{label}"><title>{label}</title><defs>{pattern}</defs>'
        f'<rect width="200" height="200" fill="{paper}"/>{_ground(seed, ground)}'
        f'<ellipse cx="100" cy="158" rx="52" ry="6" fill="{_hex(paper_hue, 20, 80)}"/>'
        f'<g transform="rotate({tilt} 100 150)">{MOTIFS[shape].format(**tones)}</g>'
        f'<text x="188" y="188" text-anchor="end" font-family="system-ui,sans-serif" font-size="13" font-weight="600" '
        f'letter-spacing="1" fill="{_hex(paper_hue, 22, 58)}">{escape(_monogram(artwork.name))}</text></svg>'
    ).encode()


def _shape_of(name: str, category: str) -> tuple[str, int]:
    """The shape that the name or the family asks for, and the hue of the family's paper."""
    family, paper_hue = next(
        ((shape, hue) for start, shape, hue in BY_FAMILY if category.startswith(start)), ("star", 220)
    )
    words = f" {' '.join(re.findall(r'[a-z0-9-]+', name))}"
    return next((shape for word, shape in BY_WORD if f" {word}" in words), family), paper_hue


def _colour_of(colour: str, seed: bytes) -> tuple[int, int, int]:
    known = COLOURS.get(colour.strip().lower())
    if known:
        return known
    return PLAIN_HUES[seed[0] % len(PLAIN_HUES)], 34 + seed[2] % 14, 56 + seed[3] % 12


def _ground(seed: bytes, tone: str) -> str:
    """One calm shape behind the product."""
    kinds = (
        f'<circle cx="100" cy="96" r="76" fill="{tone}"/>',
        f'<rect x="24" y="24" width="152" height="142" rx="28" fill="{tone}"/>',
        f'<path d="M0 200V112c44-36 156-36 200 0v88z" fill="{tone}"/>',
        f'<path d="M24 166V98a76 76 0 0 1 152 0v68z" fill="{tone}"/>',
    )
    return kinds[seed[4] % len(kinds)]


def _monogram(name: str) -> str:
    words = [word for word in WORD.findall(name.lower()) if not word.isdigit() and len(word) > 1]
    return "".join(word[0] for word in words[:2]).upper()


def _hex(hue: int, saturation: int, lightness: int) -> str:
    red, green, blue = colorsys.hls_to_rgb(hue % 360 / 360, lightness / 100, saturation / 100)
    return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"
