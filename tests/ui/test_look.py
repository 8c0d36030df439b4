"""The theme keeps the contrast that WCAG 2.2 AA asks for, light and dark."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "assets" / "storefront.css").read_text("utf-8")
TEXT = [
    ("base-content", "base-100"),
    ("base-content", "base-200"),
    ("base-content", "tint"),
    ("quiet", "base-100"),
    ("quiet", "base-200"),
    ("quiet", "tint"),
    ("primary", "base-100"),
    ("primary", "base-200"),
    ("primary-content", "primary"),
    ("success", "base-100"),
    ("success", "tint"),
    ("success", "success-tint"),
    ("warning", "base-100"),
    ("warning", "base-200"),
    ("warning", "tint"),
    ("warning", "warning-tint"),
    ("error", "base-100"),
    ("error", "tint"),
    ("error", "error-tint"),
    ("quiet", "base-300"),
]
EDGES = [("edge", "base-100"), ("edge", "base-200"), ("primary", "base-200")]


def theme(selector: str) -> dict[str, str]:
    """Colour names to `#rrggbb` of one block of the style sheet."""
    block = re.search(re.escape(selector) + r" \{(.*?)\n\}", CSS, re.DOTALL)
    assert block
    return dict(re.findall(r"--color-([a-z0-9-]+): (#[0-9a-f]{6})", block.group(1)))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("selector", [":root", ":root.dark"])
class TestContrast:
    @pytest.mark.parametrize(("text", "ground"), TEXT)
    def test_text_has_four_and_a_half_to_one(self, selector: str, text: str, ground: str):
        colours = theme(selector)
        assert contrast(colours[text], colours[ground]) >= 4.5

    @pytest.mark.parametrize(("edge", "ground"), EDGES)
    def test_edges_of_controls_have_three_to_one(self, selector: str, edge: str, ground: str):
        colours = theme(selector)
        assert contrast(colours[edge], colours[ground]) >= 3
