"""What a line says: flattened, recognised, folded to A-Z and 0-9, and its likeliest texts."""

from __future__ import annotations

import math
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

import cv2
import numpy as np

from platecheck.plates import ALPHABET
from platecheck.reading.weights import CHARACTERS, weight

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from platecheck.reading.engine import Array, Engine
    from platecheck.reading.lines import Line, Picture

_HEIGHT, _LEAST_WIDTH, _MOST_WIDTH = 48, 160, 640
"""Pixels of a line as the recogniser takes it."""
_CROPPINGS = ((1.0, 1.0), (1.03, 1.06))
"""As found, and wider: of the width and of the height."""
_BEAM, _TEXTS = 12, 6
_LEAST = 1e-4
"""A class less likely than this starts no beam."""
_BLANK = len(ALPHABET)

# Letters of other scripts that plates share with ours, by shape.
_LOOKS = dict(
    zip(
        # Cyrillic, then Greek.
        "\u0410\u0412\u0415\u0417\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405"
        "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7",
        "ABE3KMHOPCTYXIJSABEZHIKMNOPTYX",
        strict=True,
    )
)


def read_lines(engine: Engine, picture: Picture, lines: list[Line]) -> list[list[tuple[str, float]]]:
    """Return for each line its texts with their log-probability, the likeliest first.

    A text's probability is its mean over the croppings: averaged step by step they would blur each
    other, since a glyph lies a little elsewhere in each.
    """
    return [_mixed([_texts(steps) for steps in _classes(engine, picture, line)]) for line in lines]


def _mixed(readings: list[list[tuple[str, float]]]) -> list[tuple[str, float]]:
    chances: dict[str, float] = {}
    for reading in readings:
        for text, chance in reading:
            chances[text] = chances.get(text, 0.0) + math.exp(chance) / len(readings)
    return sorted(((text, math.log(chance)) for text, chance in chances.items()), key=lambda read: -read[1])


def _classes(engine: Engine, picture: Picture, line: Line) -> Array:
    """Return (croppings, steps, 37): how likely each step is each of A-Z, 0-9 and nothing."""
    width = min(max(round(_HEIGHT * line.width / line.height), 16), _MOST_WIDTH)
    padded = max(_LEAST_WIDTH, math.ceil(width / 16) * 16)
    batch = np.zeros((len(_CROPPINGS), 3, _HEIGHT, padded), np.float32)
    for row, (wide, high) in zip(batch, _CROPPINGS, strict=True):
        flat = _flattened(picture, line.corners(wide=wide, high=high), width)
        row[:, :, :width] = (flat.astype(np.float32) / 127.5 - 1).transpose(2, 0, 1)
    steps = engine.recognise(batch)
    places, ours = _folding()
    folded = np.zeros((*steps.shape[:2], _BLANK + 1), np.float32)
    for place, column in zip(places, ours, strict=True):
        folded[..., column] += steps[..., place]
    folded[..., _BLANK] = np.clip(steps.sum(axis=-1) - folded.sum(axis=-1), 0, None)
    return folded


def _flattened(picture: Picture, corners: list[tuple[float, float]], width: int) -> NDArray[np.uint8]:
    flat = np.asarray([(0, 0), (width, 0), (width, _HEIGHT), (0, _HEIGHT)], np.float32)
    turn = cv2.getPerspectiveTransform(np.asarray(corners, np.float32), flat)
    return cv2.warpPerspective(  # type: ignore[return-value]
        picture, turn, (width, _HEIGHT), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )


@cache
def _folding() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return which of the recogniser's classes are ours, and which of ours they are; the rest is nothing."""
    characters = weight(CHARACTERS).read_text(encoding="utf-8").split("\n")
    places, ours = [], []
    for place, character in enumerate(characters, 1):  # class 0 is the blank
        folded = unicodedata.normalize("NFKC", character).upper()
        folded = _LOOKS.get(folded, folded)
        if len(folded) == 1 and folded in ALPHABET:
            places.append(place)
            ours.append(ALPHABET.index(folded))
    return tuple(places), tuple(ours)


def _texts(steps: Array) -> list[tuple[str, float]]:
    """Return the likeliest texts of (steps, 37), by a beam over prefixes; repeats and blanks fall out."""
    beams: dict[str, tuple[float, float]] = {"": (1.0, 0.0)}  # ends in a blank, ends in its last character
    for step in steps.tolist():
        blank = step[_BLANK]
        likely = [(index, chance) for index, chance in enumerate(step[:_BLANK]) if chance > _LEAST]
        grown: dict[str, tuple[float, float]] = {}
        for text, (after_blank, after_last) in beams.items():
            whole = after_blank + after_last
            b, c = grown.get(text, (0.0, 0.0))
            last = step[ALPHABET.index(text[-1])] if text else 0.0
            grown[text] = (b + whole * blank, c + after_last * last)
            for index, chance in likely:
                character = ALPHABET[index]
                longer = text + character
                source = after_blank if text.endswith(character) else whole
                b, c = grown.get(longer, (0.0, 0.0))
                grown[longer] = (b, c + source * chance)
        best = sorted(grown.items(), key=lambda beam: -sum(beam[1]))[:_BEAM]
        beams = dict(best)
    ended = sorted(((sum(chances), text) for text, chances in beams.items() if text), reverse=True)
    return [(text, math.log(max(chance, 1e-30))) for chance, text in ended[:_TEXTS]]
