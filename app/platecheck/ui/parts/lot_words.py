"""What is said of a lot, in words: its level, counts, kind and share, to eyes and ears alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import flet as ft

from platecheck.fullness import level, percent
from platecheck.ui import numbers
from platecheck.ui.text_scale import scaled
from platecheck.ui.theme import BOLD, REGULAR

if TYPE_CHECKING:
    from platecheck.facts import Lot
    from platecheck.fullness import Level
    from platecheck.ui.texts import Words

_KINDS = frozenset("MSYO")
_NUMBER = re.compile(r"(\$?\d+(?:[,\u00a0]\d{3})*(?:[.,]\d+)?(?:\u00a0\$)?)")


def level_word(which: Level, words: Words) -> str:
    """Return the word of a level."""
    return words(f"lots.level.{which.value}")


def kind_of(lot: Lot, words: Words) -> str:
    """Return how a lot's permits are sold; a type the documents do not explain stays as it is."""
    kind = lot.type.strip()
    return words(f"lots.type.{kind.upper()}") if kind.upper() in _KINDS and len(kind) == 1 else kind


def count_of_lots(number: int, words: Words) -> str:
    """Return "1 lot", "17 lots"."""
    said = numbers.count(number, words.language)
    one = numbers.is_one(number, words.language)
    return words("lots.count_one" if one else "lots.count", n=said)


def rented_of(lot: Lot, words: Words) -> str:
    """Return "17 of 20 rented"; without permits for sale, or without a count of them, "3 rented"."""
    rented = lot.rented_permits
    if rented is None:
        return words("lots.unsaid")
    said = numbers.count(rented, words.language)
    one = numbers.is_one(rented, words.language)
    if not lot.total_permits:
        return words("lots.rented_only_one" if one else "lots.rented_only", rented=said)
    total = numbers.count(lot.total_permits, words.language)
    return words("lots.rented_one" if one else "lots.rented", rented=said, total=total)


def kind_and_share(lot: Lot, words: Words, *, mine: bool) -> str:
    """Return "Your lot · Monthly · 85 %", what there is of it."""
    rented = percent(lot)
    parts = [words("lots.mine") if mine else "", kind_of(lot, words)]
    parts.append("" if rented is None else numbers.share(rented))
    return " · ".join(part for part in parts if part)


def spoken(lot: Lot, words: Words, *, mine: bool) -> str:
    """Return all of a row, as it is read aloud."""
    parts = (lot.name, level_word(level(lot), words), rented_of(lot, words))
    return ", ".join((*parts, kind_and_share(lot, words, mine=mine))).rstrip(", ")


def with_bold_numbers(text: str, colour: str, size: float, line: float, *, most: int = 99) -> ft.Text:
    """Return a text whose first `most` numbers stand out."""
    spans: list[ft.TextSpan] = []
    seen = 0
    for part in _NUMBER.split(text):
        number = _NUMBER.fullmatch(part) is not None
        seen += number
        font = BOLD if number and seen <= most else REGULAR
        if part:
            style = ft.TextStyle(
                size=scaled(size), color=colour, font_family=font, height=line / size, letter_spacing=0
            )
            spans.append(ft.TextSpan(part, style))
    return ft.Text(spans=spans)
