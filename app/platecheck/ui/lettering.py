"""How large a verdict word can be: Flet has no text that fits itself, so the face's widths are known here."""

from __future__ import annotations

# Advance widths of Roboto Black in em, for the letters the verdict words use.
_WIDTHS = {
    "A": 0.681,
    "B": 0.646,
    "C": 0.656,
    "D": 0.647,
    "E": 0.560,
    "F": 0.547,
    "G": 0.682,
    "H": 0.703,
    "I": 0.302,
    "J": 0.562,
    "K": 0.640,
    "L": 0.542,
    "M": 0.876,
    "N": 0.702,
    "O": 0.690,
    "P": 0.651,
    "Q": 0.690,
    "R": 0.652,
    "S": 0.626,
    "T": 0.631,
    "U": 0.665,
    "V": 0.661,
    "W": 0.869,
    "X": 0.639,
    "Y": 0.628,
    "Z": 0.610,
    "É": 0.560,
    " ": 0.249,
}
_WIDEST = 0.88
ONE_LINE_LETTERS = 8
"""Longer words of more than one part break into two lines."""

BOLD_EM = 0.56
"""Generous advance of bold words, in em."""
PLATE_ADVANCE = 0.632
"""Advance of the plate face in em; it is monospaced."""
_HAIRLINE = 1


def lines_of(word: str) -> tuple[str, ...]:
    """Return a verdict word in one line, or broken at the space that balances two lines best."""
    if len(word) <= ONE_LINE_LETTERS or " " not in word:
        return (word,)
    breaks = [i for i, char in enumerate(word) if char == " "]
    best = min(breaks, key=lambda i: max(width_em(word[:i]), width_em(word[i + 1 :])))
    return (word[:best], word[best + 1 :])


def width_em(text: str) -> float:
    """Return the width of `text` in Roboto Black, in em."""
    return sum(_WIDTHS.get(char, _WIDEST) for char in text)


def word_size(lines: tuple[str, ...], room: float, most: tuple[int, int]) -> int:
    """Return the text size for `lines` in `room` dp; `most` are the largest for one and for two lines."""
    widest = max(width_em(line) for line in lines)
    return int(min(most[len(lines) - 1], (room - 2) / widest))


def plate_size(plate: str, room: float, most: int, least: int = 20) -> int:
    """Return the size for `plate` in `room` dp, a hairline at both ends allowed for; never under `least`."""
    fits = ((room - 2 * _HAIRLINE) / max(1, len(plate)) - 1) / PLATE_ADVANCE
    return int(max(least, min(most, fits)))
