"""A form's fields: each is told what is wrong with it, as a kind and not as a sentence."""

from __future__ import annotations

import pytest

from platecheck.settings_form import Wrong, fixed_by, names_of, split_names, wrong_fields, wrong_lot

GOOD = {
    "validation_url": "https://service.example.com",
    "controller_url": "https://controller.example.com/",
    "lots_url": "",
    "client": "OC-TOMA",
    "token": "a-token-1",
    "timezone": "America/Toronto",
    "grace_minutes": "5",
    "negative_max_age_minutes": "15",
    "plate_patterns": "[A-Z]{4}[0-9]{3} [A-Z]{2}-?[0-9]{4}",
    "role": "supervisor",
    "officer": "Dana",
}


def test_what_can_be_saved_is_not_wrong() -> None:
    """Texts as they are typed, numbers among them, and an empty address of the lots."""
    assert wrong_fields(GOOD) == {}


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("validation_url", "", Wrong.ADDRESS),
        ("validation_url", "service.example.com", Wrong.ADDRESS),
        ("controller_url", "https://user:secret@example.com", Wrong.ADDRESS),
        ("validation_url", "http://service.example.com", Wrong.PLAIN_HTTP),
        ("lots_url", "http://lots.example.com", Wrong.PLAIN_HTTP),
        ("token", "no spaces, please", Wrong.TOKEN),
        ("token", "a" * 51, Wrong.TOKEN),
        ("timezone", "Nowhere/Else", Wrong.ZONE),
        ("plate_patterns", "[A-Z]{3}[0-9]{3} [A-Z", Wrong.PATTERN),
        ("plate_patterns", "A" * 501, Wrong.TOO_LONG),
        ("client", "C" * 101, Wrong.TOO_LONG),
        ("officer", "D" * 101, Wrong.TOO_LONG),
        ("grace_minutes", "five", Wrong.NUMBER),
        ("grace_minutes", "", Wrong.NUMBER),
        ("grace_minutes", "1.5", Wrong.NUMBER),
        ("grace_minutes", "-1", Wrong.RANGE),
        ("grace_minutes", "1441", Wrong.RANGE),
        ("negative_max_age_minutes", "10081", Wrong.RANGE),
        ("keep_answers_hours", "0", Wrong.RANGE),
        ("keep_hits_days", "366", Wrong.RANGE),
        ("keep_crops_hours", "-1", Wrong.RANGE),
        ("keep_crops_hours", "721", Wrong.RANGE),
        ("keep_crops_hours", "0.5", Wrong.NUMBER),
        ("keep_log_days", "3651", Wrong.RANGE),
        ("lease_days", "a week", Wrong.NUMBER),
        ("role", "chief", Wrong.OTHER),
    ],
)
def test_a_wrong_field_is_told_alone(name: str, text: str, wrong: Wrong) -> None:
    """Only the field itself is marked, with why."""
    assert wrong_fields(GOOD | {name: text}) == {name: wrong}


def test_every_wrong_field_is_told_at_once() -> None:
    """Nobody has to save three times to hear of three mistakes."""
    found = wrong_fields(GOOD | {"validation_url": "x", "timezone": "y", "grace_minutes": "z"})
    assert found == {
        "validation_url": Wrong.ADDRESS,
        "timezone": Wrong.ZONE,
        "grace_minutes": Wrong.NUMBER,
    }


def test_training_marks_the_addresses_that_leave_this_machine() -> None:
    """A training directory only takes the sandbox's address; the other one is not blamed."""
    here = "http://127.0.0.1:8000"
    mixed = GOOD | {"validation_url": here, "lots_url": "https://lots.example.com"}
    assert wrong_fields(mixed, training=True) == {
        "controller_url": Wrong.TRAINING,
        "lots_url": Wrong.TRAINING,
    }
    assert wrong_fields(GOOD | {"validation_url": here, "controller_url": here}, training=True) == {}


def test_the_environment_names_its_variables() -> None:
    """What a variable decides is told with its name; an empty one decides nothing."""
    env = {"PLATECHECK_CLIENT": "C", "PLATECHECK_TOKEN": " ", "PLATECHECK_GRACE_MINUTES": "5", "HOME": "/"}
    assert fixed_by(env) == {"client": "PLATECHECK_CLIENT"}


def test_names_are_separated_by_commas_or_lines() -> None:
    """Spaces are tidied, empty and repeated names left out, the order kept."""
    assert split_names(" LOT 6,LOT6 ,,  LOT  6\nBIKE,") == ("LOT 6", "LOT6", "BIKE")
    assert names_of("A, B", "").short_names == ("A", "B")
    assert names_of("", "Main Campus").dntt_locations == ("Main Campus",)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("Garage", None),
        ("  ", Wrong.MISSING),
        ("north  LOT", Wrong.TWICE),
        ("L" * 201, Wrong.TOO_LONG),
    ],
)
def test_a_lot_has_a_name_of_its_own(name: str, wrong: Wrong | None) -> None:
    """Case and spaces do not make another lot."""
    assert wrong_lot(name, ["North Lot", "Mall"]) is wrong
