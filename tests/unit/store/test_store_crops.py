"""What a picture must be to be kept with a check: small, JPEG, and silent about the photo it was cut from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image
from tests.pictures import picture

from platecheck.errors import BadCrop
from platecheck.store import Sighting
from platecheck.store.crops import MOST_BYTES

if TYPE_CHECKING:
    from datetime import datetime

OFFERED = (("ABC1Z3", 0.93), ("ABC123", 0.41))


def jpeg_with(segment: int, data: bytes) -> bytes:
    """Return a picture with a segment more at its beginning."""
    made = picture()
    return made[:2] + bytes((0xFF, segment)) + (len(data) + 2).to_bytes(2, "big") + data + made[2:]


def test_a_picture_of_at_most_60_kb_is_taken(noon: datetime) -> None:
    """To the last byte; progressive or not, with a colour profile or without."""
    made = picture()
    largest = made[:-2] + bytes(MOST_BYTES - len(made)) + made[-2:]
    profiled = jpeg_with(0xE2, b"ICC_PROFILE\0")
    for crop in (largest, profiled, picture(progressive=True), picture(optimize=True)):
        assert Sighting((), crop, noon).crop == crop
    with pytest.raises(BadCrop):
        Sighting((), largest[:-2] + b"\0" + largest[-2:], noon)


@pytest.mark.parametrize(
    ("crop", "said"),
    [
        (picture(1200, quality=95), "at most 61,440"),
        (picture(form="PNG"), "no whole JPEG"),
        (picture(form="WEBP"), "no whole JPEG"),
        (picture()[:-2], "no whole JPEG"),
        (b"", "no whole JPEG"),
        (b"\xff\xd8\xff\xd9", "damaged"),
        (b"\xff\xd8" + bytes(40) + b"\xff\xd9", "damaged"),
        (picture()[:20] + b"\xff\xd9", "damaged"),
        (picture(exif=Image.Exif()), "EXIF"),
        (jpeg_with(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>"), "EXIF"),
        (jpeg_with(0xED, b"Photoshop 3.0\0"), "IPTC"),
        (picture(comment=b"taken by Roy"), "a comment"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_may_not_be_kept_is_refused_and_the_rest_goes_on(
    crop: bytes, said: str, noon: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    """Too large, no JPEG, or more in it than the plate: the error says which; `of` does without."""
    with pytest.raises(BadCrop, match=said):
        Sighting(OFFERED, crop, noon)
    assert Sighting.of(OFFERED, crop, noon) == Sighting(OFFERED, None, noon)
    assert said in caplog.text


def test_no_picture_is_in_a_repr(noon: datetime) -> None:
    """What is printed of a check has no bytes of it."""
    crop = picture()
    assert repr(crop)[2:20] not in repr(Sighting(OFFERED, crop, noon))
    assert "crop" not in repr(Sighting(OFFERED, crop, noon))
