"""What a plate is: how it is compared, which others it could be misread from, and how it is said by radio.

Pure, because the client, the store, the reader of photos and the screens must all agree on it.
"""

from __future__ import annotations

import unicodedata
from itertools import combinations, groupby, product
from typing import TYPE_CHECKING

from platecheck.errors import BadPlate

if TYPE_CHECKING:
    from collections.abc import Iterator

UNREADABLE = "#"
"""What the officer enters for a character that cannot be read."""

MAX_LENGTH = 50
"""Characters; the documents' widest limit for a plate (Vehicle Create)."""

MAX_SUBSTITUTIONS = 2
"""Two at most between a plate and its look-alike; a `#` counts as one (DOMAIN.md, Look-alikes)."""

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

# The platform's own confusion table, and 6G by DOMAIN.md.
_CONFUSED = "1I 2Z 38B 5S 0DOQ EF EFP FP HKMR HKM HKR TY VY VTY 6G"

_ALTERNATIVES: dict[str, str] = {
    char: "".join(sorted({c for group in _CONFUSED.split() if char in group for c in group} - {char}))
    for char in ALPHABET
}

# ICAO Annex 10, vol. II, 5.2.1.3, as written there; digits in the spelling that English voices read right.
_RADIO_WORDS = (
    "Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa "
    "Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu "
    "zero one two tree fower fife six seven eight niner"
)
_RADIO = dict(zip(ALPHABET, _RADIO_WORDS.split(), strict=True))

GROUP = 4
"""Characters that are said in one breath, at most."""
_JOINED = 3
"""A character that stands alone joins its neighbour up to so many: A12 and BCD, not A, 12 and BCD."""

# Letters that Unicode does not decompose into a base letter and an accent.
_STROKES = str.maketrans({"Ø": "O", "Ł": "L", "Đ": "D", "Ð": "D", "Æ": "AE", "Œ": "OE", "Þ": "TH"})

# Separators seen on plates and in pasted text, beside white space and every dash.
_SEPARATORS = set(".·•_:/,'")


def fold(text: str) -> str:
    """Return `text` as plates are compared: upper case, accents folded, no spaces or hyphens.

    Total: characters that no plate has stay as they are, so that a caller can name them.
    """
    compat = unicodedata.normalize("NFKC", text).upper()
    kept = []
    for char in unicodedata.normalize("NFKD", compat).translate(_STROKES):
        category = unicodedata.category(char)
        if char.isspace() or category in {"Mn", "Pd", "Cc", "Cf"} or char in _SEPARATORS:
            continue
        kept.append(str(unicodedata.decimal(char)) if category == "Nd" else char)
    return "".join(kept)


def normalise(text: str) -> str:
    """Return the plate that goes on the wire for what was typed or read.

    Raises:
        BadPlate: nothing is left, a character belongs to no plate, it is too long,
            or it holds a `#` (then `unreadable` is set: a plate with `#` is never sent).
    """
    plate = fold(text)
    if not plate:
        raise BadPlate("Type the plate first.")
    foreign = sorted(set(plate) - set(ALPHABET) - {UNREADABLE})
    if foreign:
        shown = " ".join(char if char.isprintable() else f"U+{ord(char):04X}" for char in foreign[:5])
        raise BadPlate(f"A plate has letters A-Z and digits only. Take out: {shown}")
    if len(plate) > MAX_LENGTH:
        raise BadPlate(f"A plate has at most {MAX_LENGTH} characters; this has {len(plate)}.")
    if UNREADABLE in plate:
        raise BadPlate(
            "A plate with an unreadable character (#) is not sent. Choose one of its look-alikes.",
            unreadable=True,
        )
    return plate


def look_alikes(plate: str) -> list[str]:
    """Return the plates that `plate` could be a misreading of, nearest first, without itself.

    `plate` is folded and may hold up to two `#`; with more, or with foreign characters, none.
    """
    seen = {plate}
    found = []
    for sibling in _readings(plate):
        if sibling not in seen:
            seen.add(sibling)
            found.append(sibling)
    return found


def _readings(plate: str) -> Iterator[str]:
    holes = [i for i, char in enumerate(plate) if char == UNREADABLE]
    if len(holes) > MAX_SUBSTITUTIONS or any(char not in _ALTERNATIVES for char in plate.replace("#", "")):
        return
    solid = [i for i, char in enumerate(plate) if char != UNREADABLE and _ALTERNATIVES[char]]
    for changes in range(MAX_SUBSTITUTIONS - len(holes) + 1):
        for places in combinations(solid, changes):
            choices = [ALPHABET] * len(holes) + [_ALTERNATIVES[plate[i]] for i in places]
            for letters in product(*choices):
                chars = list(plate)
                for i, letter in zip((*holes, *places), letters, strict=True):
                    chars[i] = letter
                yield "".join(chars)


def differences(plate: str, other: str) -> tuple[int, ...]:
    """Return the places (from 0) where two plates of one length differ; every place otherwise."""
    if len(plate) != len(other):
        return tuple(range(max(len(plate), len(other))))
    return tuple(i for i, (a, b) in enumerate(zip(plate, other, strict=True)) if a != b)


def spell(plate: str) -> tuple[str, ...]:
    """Return a normalised plate as it is said by radio, a word of the ICAO alphabet for each character."""
    return tuple(_RADIO[char] for char in plate)


def in_groups(plate: str) -> tuple[str, ...]:
    """Return a normalised plate in groups to be said in one breath: runs of letters and of digits."""
    groups: list[str] = []
    for run in ("".join(chars) for _, chars in groupby(plate, str.isdigit)):
        count = -(-len(run) // GROUP)
        size = -(-len(run) // count)
        for piece in (run[start : start + size] for start in range(0, len(run), size)):
            alone = bool(groups) and 1 in {len(groups[-1]), len(piece)}
            if alone and len(groups[-1]) + len(piece) <= _JOINED:
                groups[-1] += piece
            else:
                groups.append(piece)
    return tuple(groups)
