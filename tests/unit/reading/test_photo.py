"""Photos as they come: bounded, upright, or refused with a sentence that says what to do."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps
from tests.drawn import packed, photo_of

from platecheck.errors import BadPhoto
from platecheck.reading import read_plate
from platecheck.reading.photo import MOST_BYTES, MOST_CROP_BYTES, Guide, Photo, open_photo

SMALL = photo_of("CKRD081", width=200, size=(320, 120))
GOOD = {kind: packed(SMALL, kind) for kind in ("JPEG", "PNG", "WEBP")}


@pytest.mark.parametrize("kind", GOOD)
def test_jpeg_png_and_webp_are_opened(kind: str) -> None:
    """All three kinds a camera or a person sends."""
    assert open_photo(GOOD[kind]).image.size == (320, 120)


_TURN = Image.Transpose
TAKEN = {
    2: _TURN.FLIP_LEFT_RIGHT,
    3: _TURN.ROTATE_180,
    4: _TURN.FLIP_TOP_BOTTOM,
    5: _TURN.TRANSPOSE,
    6: _TURN.ROTATE_90,
    7: _TURN.TRANSVERSE,
    8: _TURN.ROTATE_270,
}
"""By EXIF orientation, how a camera held that way puts down what is upright."""


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_upright(orientation: int) -> None:
    """By its EXIF orientation, all eight of them: the plate is read from each."""
    image = photo_of("CKRD081")
    if orientation in TAKEN:
        image = image.transpose(TAKEN[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    assert read_plate(packed(image, exif=exif), guided=True).candidates[0].plate == "CKRD081"


def test_a_mirroring_cameras_picture_is_turned_back() -> None:
    """What a web camera shows as in a mirror is what is there."""
    image = photo_of("CKRD081")
    assert Photo(ImageOps.mirror(image)).unmirrored().image.tobytes() == image.tobytes()


def test_the_guide_cuts() -> None:
    """In fractions of the picture, inside it whatever they are."""
    photo = Photo(Image.new("RGB", (200, 100)))
    assert photo.cut(Guide(0.25, 0.25, 0.5, 0.5)).image.size == (100, 50)
    assert photo.cut(Guide(0.9, 0.9, 0.5, 0.5)).image.size == (20, 10)
    assert photo.cut(Guide(1.0, 1.0, 0.0, 0.0)).image.size == (1, 1)


def test_the_crop_is_small_and_holds_nothing_but_pixels() -> None:
    """60 KB whatever the picture, and no EXIF: where it was taken is nobody's business."""
    noise = np.random.default_rng(1).integers(0, 255, (2000, 3000, 3), np.uint8)
    exif = Image.Exif()
    exif[0x010E] = "the officer's note"
    photo = open_photo(packed(Image.fromarray(noise), quality=60, exif=exif, comment="Jane's car"))
    crop = photo.crop_jpeg()
    assert len(crop) <= MOST_CROP_BYTES
    kept = Image.open(io.BytesIO(crop))
    assert kept.format == "JPEG"
    assert not kept.getexif()
    assert not {"exif", "comment"} & set(kept.info)


def test_sixteen_bits_of_grey_are_as_bright_as_eight() -> None:
    """A scanner's PNG is no white sheet."""
    grey = np.asarray(SMALL.convert("L"), np.uint16) * 257
    photo = open_photo(packed(Image.fromarray(grey), "PNG"))
    assert abs(int(np.asarray(photo.image).mean()) - int(np.asarray(SMALL.convert("L")).mean())) <= 1


def _png(width: int, height: int) -> bytes:
    """Return the head of a PNG of this size: a bomb, for whoever unpacks it."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"no photo", "JPEG, PNG or WebP"),
        (packed(Image.new("RGB", (10, 10)), "BMP"), "JPEG, PNG or WebP"),
        (b"\xff" * (MOST_BYTES + 1), "25 MiB"),
        (_png(20_000, 20_000), "20 million"),
        (_png(5_000, 4_001), "20 million"),
        (GOOD["JPEG"][: len(GOOD["JPEG"]) // 2], "damaged"),
        (GOOD["PNG"][: len(GOOD["PNG"]) // 2], "damaged"),
    ],
    ids=["empty", "text", "bmp", "large", "bomb", "many pixels", "half a jpeg", "half a png"],
)
def test_what_cannot_be_read_is_refused_in_words(data: bytes, said: str) -> None:
    """Before anything large is unpacked."""
    with pytest.raises(BadPhoto, match=said):
        open_photo(data)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(GOOD)), st.data())
def test_a_damaged_file_is_a_photo_or_a_sentence(kind: str, data: st.DataObject) -> None:
    """Whatever bytes are lost, doubled or changed: never another error, never a hang."""
    whole = bytearray(GOOD[kind])
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(whole) - 1))
        what = data.draw(st.sampled_from(["change", "cut", "drop"]))
        if what == "change":
            whole[place] = data.draw(st.integers(0, 255))
        elif what == "cut":
            del whole[place:]
        else:
            del whole[place : place + 40]
        if not whole:
            break
    try:
        photo = open_photo(bytes(whole))
    except BadPhoto:
        return
    assert photo.image.mode == "RGB"
    assert photo.image.width * photo.image.height > 0
