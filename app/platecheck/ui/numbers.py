"""Counts, shares and money as people write them in both languages. Times have a module of their own."""

from __future__ import annotations

import math

_NARROW = "\N{NO-BREAK SPACE}"


def count(number: int, language: str) -> str:
    """Return a whole number with its thousands apart: 3,402 or 3 402."""
    return f"{number:,}".replace(",", _NARROW) if language == "fr" else f"{number:,}"


def in_badge(number: int) -> str:
    """Return a count for a badge, which has room for two digits."""
    return str(min(99, number))


def is_one(number: int, language: str) -> bool:
    """Tell whether what is counted stands in the singular: French counts none as one."""
    return number == 1 or (language == "fr" and number == 0)


def share(percent: float) -> str:
    """Return per cent as a whole number, rounded down: what is not full never reads 100 %."""
    if 0 < percent < 1:
        return f"<{_NARROW}1{_NARROW}%"
    return f"{math.floor(percent)}{_NARROW}%"


def decimal(number: float, language: str) -> str:
    """Return a number with one decimal: 0.6 or 0,6."""
    text = f"{number:.1f}"
    return text.replace(".", ",") if language == "fr" else text


def money(amount: float | None, language: str, *, cents: bool = True) -> str:
    """Return an amount in dollars, the platform's two currencies being such; a dash where it is unknown."""
    if amount is None:
        return "–"
    text = f"{amount:,.2f}" if cents else f"{amount:,.0f}"
    if language == "fr":
        return text.replace(",", _NARROW).replace(".", ",") + f"{_NARROW}$"
    return f"-${text[1:]}" if text.startswith("-") else f"${text}"
