"""What a picture of a plate must be to be kept with a check.

Separate from the records, because it reads JPEG, and from whoever makes pictures, because the store trusts
no caller: a photo with its place and its owner's name in it must not come into the log.
"""

from __future__ import annotations

from platecheck.errors import BadCrop

MOST_BYTES = 60 * 1024
"""As many bytes a crop may have."""

_START, _END = b"\xff\xd8", b"\xff\xd9"
_SCAN = 0xDA
_DESCRIPTIVE = {0xE1: "EXIF", 0xED: "IPTC", 0xFE: "a comment"}
"""Segments that tell of the photo: place, time, camera, author (ITU T.81, EXIF 2.3; XMP is an APP1 too)."""


def check_crop(crop: bytes) -> None:
    """Look at a crop from outside; its pixels are not decoded.

    Raises:
        BadCrop: it is larger than 60 KB, no whole JPEG, or says more than what is in the picture.
    """
    if len(crop) > MOST_BYTES:
        raise BadCrop(f"The picture has {len(crop):,} bytes, at most {MOST_BYTES:,} are kept with a check.")
    if not (crop.startswith(_START) and crop.endswith(_END)):
        raise BadCrop("The picture is no whole JPEG. Only JPEG is kept with a check.")
    at = len(_START)
    while True:
        marker, length = crop[at : at + 2], int.from_bytes(crop[at + 2 : at + 4])
        if len(marker) != len(_START) or marker[0] != _START[0] or length < len(_START):
            raise BadCrop("The picture is a damaged JPEG. Take it again.")
        if marker[1] in _DESCRIPTIVE:
            raise BadCrop(f"The picture holds {_DESCRIPTIVE[marker[1]]}. It is kept only without.")
        if marker[1] == _SCAN:
            return
        at += len(marker) + length
