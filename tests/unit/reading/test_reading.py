"""Plates that were drawn are read: from the front and aside, in rain, glare and dark, on one line and two."""

from __future__ import annotations

import pytest
from PIL import Image
from tests.drawn import ROAD, packed, photo_of

from platecheck.reading import SURE, Advice, read_plate
from platecheck.reading.engine import OnnxEngine, OpenCvEngine
from platecheck.reading.photo import Photo
from platecheck.reading.pipeline import read_photo

PLATE = "CKRD081"


def best(image: Image.Image, *, guided: bool = True, patterns: tuple[str, ...] = ()) -> str:
    """Return the likeliest plate."""
    return read_plate(packed(image), guided=guided, patterns=patterns).candidates[0].plate


@pytest.mark.parametrize("font", ["PlateCapitals.ttf", "Roboto-Bold.ttf", "Roboto-Black.ttf"])
@pytest.mark.parametrize("plate", ["CKRD081", "MKV4083", "ABC890", "5TGN556", "ZA834CO"])
def test_a_plate_is_read(plate: str, font: str) -> None:
    """In each of the project's fonts."""
    assert best(photo_of(plate, font=font)) == plate


@pytest.mark.parametrize(
    "seen",
    [
        {"turn": 10},
        {"turn": -12},
        {"aside": 0.35},
        {"noise": 25},
        {"blur": 2},
        {"glare": True},
        {"light": 0.25},
        {"width": 110},
        {"turn": 6, "aside": 0.2, "noise": 12, "light": 0.5},
    ],
    ids=str,
)
def test_a_plate_is_read_as_it_is_met(seen: dict[str, float]) -> None:
    """Rotated, from aside, with grain, out of focus, in glare, at dusk, from far."""
    assert best(photo_of(PLATE, **seen)) == PLATE  # type: ignore[arg-type]


@pytest.mark.parametrize(("first", "second"), [("KLM", "4821"), ("ABC", "123"), ("XY1", "Z24")])
def test_two_lines_are_one_plate(first: str, second: str) -> None:
    """The upper line is read before the lower one."""
    image = photo_of(first, second=second, width=200)
    plates = [one.plate for one in read_plate(packed(image), guided=True).candidates]
    assert plates[0] == first + second


def test_a_plate_is_found_in_a_whole_photo() -> None:
    """Wherever it is, and its box says where."""
    street = Image.new("RGB", (1600, 1200), ROAD)
    street.paste(photo_of(PLATE, width=220, size=(320, 120)), (900, 700))
    reading = read_plate(packed(street), guided=False)
    assert reading.candidates[0].plate == PLATE
    box = reading.candidates[0].box
    assert 900 <= box.x < box.x + box.width <= 1220
    assert 700 <= box.y < box.y + box.height <= 820


def test_candidates_are_ranked_and_their_confidence_is_a_share() -> None:
    """Up to five, each once, the best first; all together are at most certain."""
    reading = read_plate(packed(photo_of(PLATE, noise=25, width=110)), guided=True)
    shares = [one.confidence for one in reading.candidates]
    assert shares == sorted(shares, reverse=True)
    assert 0 < sum(shares) <= 1
    assert len({one.plate for one in reading.candidates}) == len(shares) <= 5
    assert reading.took_ms > 0


def test_a_good_picture_needs_no_advice() -> None:
    """A sure reading is sure enough to be preselected, and tells the plate's width."""
    reading = read_plate(packed(photo_of(PLATE, width=300)), guided=True)
    assert reading.advice is None
    assert reading.candidates[0].confidence >= SURE
    assert reading.plate_width_px is not None
    assert 200 <= reading.plate_width_px <= 360


@pytest.mark.parametrize(
    ("image", "advice"),
    [
        (photo_of(PLATE, width=90), Advice.CLOSER),
        (photo_of(PLATE, blur=7), Advice.BLURRED),
        (photo_of(PLATE, light=0.02), Advice.DARK),
        (Image.new("RGB", (640, 240), ROAD), Advice.NOTHING),
    ],
    ids=["closer", "blurred", "dark", "nothing"],
)
def test_what_would_help_is_said(image: Image.Image, advice: Advice) -> None:
    """Too far, out of focus, too dark, no plate there."""
    assert read_plate(packed(image), guided=True).advice is advice


def test_a_sites_pattern_decides_between_look_alikes() -> None:
    """An O where the site has digits only is a zero."""
    image = photo_of("CKRDO81")
    assert best(image, patterns=("[A-Z]{4}[0-9]{3}",)) == "CKRD081"
    assert best(photo_of("MKV4083"), patterns=("[A-Z]{4}[0-9]{3}",)) == "MKV4083"


def test_both_runtimes_read_the_same() -> None:
    """Whichever of the two runs the nets, the officer is offered the same plate first."""
    engines = (OnnxEngine(), OpenCvEngine())
    for seen in ({}, {"turn": 10}, {"noise": 25}, {"light": 0.25}, {"width": 110}, {"blur": 2}):
        photo = Photo(photo_of("MKV4083", **seen))  # type: ignore[arg-type]
        readings = [read_photo(photo, guided=True, engine=engine) for engine in engines]
        assert {reading.candidates[0].plate for reading in readings} == {"MKV4083"}
