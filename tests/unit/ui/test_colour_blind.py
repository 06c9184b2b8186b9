"""What a colour-blind officer sees: no two verdicts are alike in fill and edge, by numbers."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from platecheck.ui import theme
from platecheck.ui.theme import LOOKS, StateLook

# Machado, Oliveira, Fernandes 2009: full protanopia, deuteranopia, tritanopia, in linear RGB.
VISIONS = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
LEAST = 10.0
"""Distance in CIELAB (1976), four times the least that is seen side by side."""

visions = pytest.mark.parametrize("vision", VISIONS.values(), ids=VISIONS.keys())
Vision = tuple[tuple[float, float, float], ...]


def linear(colour: str) -> list[float]:
    """Return `#RRGGBB` as linear light."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def dot(row: tuple[float, ...], values: list[float]) -> float:
    """Return the product of a row and a colour."""
    return sum(a * b for a, b in zip(row, values, strict=True))


def lab(light: list[float]) -> tuple[float, float, float]:
    """Return linear light in CIELAB, D65."""

    def root(t: float) -> float:
        return float(t ** (1 / 3)) if t > 0.008856 else 7.787 * t + 16 / 116

    x = root(dot((0.4124, 0.3576, 0.1805), light) / 0.95047)
    y = root(dot((0.2126, 0.7152, 0.0722), light))
    z = root(dot((0.0193, 0.1192, 0.9505), light) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: str, other: str, vision: Vision) -> float:
    """Return how far apart two colours are for a kind of vision."""
    seen = [lab([min(1.0, max(0.0, dot(row, linear(colour)))) for row in vision]) for colour in (one, other)]
    return float(sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5)


def edge(look: StateLook) -> tuple[bool, bool, bool]:
    """Return what is drawn round a head: stripes, dashes, a thick border."""
    return look.striped, look.dashed, look.border is not None


def test_the_measure_knows_who_sees_what() -> None:
    """Red and green of one lightness meet for deuteranopia, and not for tritanopia; the same is the same."""
    red, green = "#B4504B", "#6E7A1E"
    assert distance(red, green, VISIONS["deuteranopia"]) < 30 < distance(red, green, VISIONS["tritanopia"])
    assert distance(red, red, VISIONS["protanopia"]) == 0


@visions
def test_no_two_verdicts_are_alike(vision: Vision) -> None:
    """Two heads differ in their fill, or by stripes, dashes or a thick border where the fills come close."""
    close = [
        (one, other)
        for one, other in combinations(LOOKS, 2)
        if distance(LOOKS[one].fill, LOOKS[other].fill, vision) < LEAST
    ]
    assert [pair for pair in close if edge(LOOKS[pair[0]]) == edge(LOOKS[pair[1]])] == []


@visions
@pytest.mark.parametrize("night", [0, 1], ids=["day", "night"])
def test_the_next_level_of_a_lot_is_another_colour(vision: Vision, night: int) -> None:
    """From free to full each step is seen; its word stands beside it all the same."""
    fills = [both[night] for both in theme.LEVEL_FILLS.values()]
    assert min(distance(one, other, vision) for one, other in pairwise(fills)) >= LEAST
