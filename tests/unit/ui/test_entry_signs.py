"""The plate field's text where a key and what it writes differ: Shift, and a text that is typed over."""

from __future__ import annotations

import pytest

from platecheck.ui.entry import PlateEntry


def type_in(entry: PlateEntry, *steps: tuple[str, str]) -> None:
    """Press keys one by one; after each the field reports what it holds."""
    for key, held in steps:
        entry.pressed(key)
        entry.reported(held)


@pytest.mark.parametrize(("sign", "key"), [("#", "3"), ("!", "1")])
def test_a_digits_key_with_shift_is_what_the_field_says(sign: str, key: str) -> None:
    """The page sees the digit, the field holds the sign: only the sign counts, and what follows is whole."""
    entry = PlateEntry(40)
    type_in(entry, ("A", "A"), (key, f"A{sign}"), ("8", f"A{sign}8"))
    assert entry.text == f"A{sign}8"
    assert entry.waiting is None


def test_a_letter_that_replaces_a_text_of_the_same_letter_counts_once() -> None:
    """Everything selected and typed over with its own first letter leaves that letter, and no key waiting."""
    entry = PlateEntry(40)
    type_in(entry, ("C", "C"), ("K", "CK"), ("R", "CKR"), ("C", "C"))
    assert entry.text == "C"
    assert entry.waiting is None
