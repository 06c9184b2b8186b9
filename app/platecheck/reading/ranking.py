"""Which of the texts is the plate: how it was read, how it stands in the picture, and how plates look.

Pure; the weights were measured on real photos (tests/bench).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Sequence

LEAST_LENGTH, MOST_LENGTH = 2, 10
_HIGH = 1.6
"""For the logarithm of a line's height beside the highest one's."""
_FAR = 1.0
"""For the distance from the middle of the guide, in half diagonals."""
_MATCHING = 1.5
_LENGTHS = {2: -4.0, 3: -2.5, 4: -1.3, 5: -0.5, 6: 0.0, 7: 0.0, 8: -0.6, 9: -2.0, 10: -3.0}
_NO_DIGIT, _NO_LETTER = -2.5, -1.2
_ALTERNATION = -0.4
"""For each change between letters and digits beyond the second."""
_SWAP, _DROP = -0.7, -1.2
"""For a repair towards a pattern."""
_MOST_SWAPS = 2

_ALIKE = ("O0QD", "I1", "Z2", "S5", "B8", "G6")
SWAPS = {char: group.replace(char, "") for group in _ALIKE for char in group}


@dataclass(frozen=True, slots=True)
class Read:
    """A text read from a line, and how the line stands in the picture."""

    text: str
    chance: float
    """The logarithm of its probability."""
    height: float = 1.0
    """Of the line, beside the highest one's: up to 1."""
    distance: float = 0.0
    """From the middle, in half diagonals of the picture; 0 where nobody aimed."""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Ranked:
    """A text with its score, and the line it was read from with the chance of that line's likeliest text."""

    text: str
    score: float
    line: int
    chance: float


def rank(reads: Iterable[Read], patterns: Sequence[re.Pattern[str]] = ()) -> list[Ranked]:
    """Return each text once, by its best score, the likeliest plate first."""
    best: dict[str, Ranked] = {}
    all_reads = list(reads)
    surest: dict[int, float] = {}
    for read in all_reads:
        surest[read.line] = max(read.chance, surest.get(read.line, -math.inf))
    for read in all_reads:
        if len(read.text) > MOST_LENGTH + 1:  # also no food for a pattern that takes ages
            continue
        place = read.chance + _HIGH * math.log(read.height) - _FAR * read.distance
        for text, cost in ((read.text, 0.0), *_repaired(read.text, patterns)):
            if not LEAST_LENGTH <= len(text) <= MOST_LENGTH:
                continue
            matching = _MATCHING if any(pattern.fullmatch(text) for pattern in patterns) else 0.0
            score = place + cost + matching + shape(text)
            if text not in best or best[text].score < score:
                best[text] = Ranked(text, score, read.line, surest[read.line])
    return sorted(best.values(), key=lambda ranked: -ranked.score)


def pool(rankings: Sequence[Sequence[Ranked]]) -> list[Ranked]:
    """Return what several looks at a picture make likeliest together: each text by its mean."""
    best: dict[str, Ranked] = {}
    sums: dict[str, float] = {}
    for one in (one for ranking in rankings for one in ranking):
        sums[one.text] = sums.get(one.text, 0.0) + math.exp(one.score)
        if one.text not in best or best[one.text].score < one.score:
            best[one.text] = one
    pooled = [Ranked(t, math.log(sums[t] / len(rankings)), one.line, one.chance) for t, one in best.items()]
    return sorted(pooled, key=lambda ranked: -ranked.score)


def shape(text: str) -> float:
    """Return how much `text` looks like a plate: 0 for the commonest shapes, less for others."""
    runs = [digits for digits, _ in groupby(text, str.isdigit)]
    score = _LENGTHS.get(len(text), -4.0) + _ALTERNATION * max(0, len(runs) - 3)
    if True not in runs:
        score += _NO_DIGIT
    if False not in runs:
        score += _NO_LETTER
    return score


def confidences(ranked: Sequence[Ranked]) -> list[float]:
    """Return how sure each is: its share among them, times how sure the best one's line was of a text."""
    if not ranked:
        return []
    weights = [math.exp(one.score - ranked[0].score) for one in ranked]
    surest = math.exp(min(ranked[0].chance, 0.0))
    return [weight / sum(weights) * surest for weight in weights]


def _repaired(text: str, patterns: Sequence[re.Pattern[str]]) -> Iterable[tuple[str, float]]:
    """Yield what matches a pattern after at most two swaps of look-alikes, or without a glyph at an end."""
    if not patterns or any(pattern.fullmatch(text) for pattern in patterns):
        return
    found: dict[str, float] = {}
    for base, cost in ((text, 0.0), (text[1:], _DROP), (text[:-1], _DROP)):
        for swapped, swaps in _swapped(base):
            if any(pattern.fullmatch(swapped) for pattern in patterns):
                total = cost + swaps * _SWAP
                found[swapped] = max(total, found.get(swapped, total))
    yield from found.items()


def _swapped(text: str) -> Iterable[tuple[str, int]]:
    """Yield `text` with none, one and two of its characters swapped for look-alikes."""
    level = {text: 0}
    newest = [text]
    for swaps in range(1, _MOST_SWAPS + 1):
        newest = [
            base[:place] + other + base[place + 1 :]
            for base in newest
            for place, char in enumerate(base)
            for other in SWAPS.get(char, "")
        ]
        for swapped in newest:
            level.setdefault(swapped, swaps)
    return level.items()
