"""Photos as they come from cameras and files: bounded, upright, and cut to the guide.

Pillow tells a picture's size before it unpacks it, which keeps a decompression bomb packed.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from platecheck.errors import BadPhoto

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

    from platecheck.reading import Box

MOST_BYTES = 25 * 1024 * 1024
MOST_PIXELS = 20_000_000
MOST_CROP_BYTES = 60 * 1024
FORMATS = ("JPEG", "PNG", "WEBP")

MOST_THUMB_BYTES = 4 * 1024
THUMB = (176, 88)
"""Pixels of a picture in a list: twice what it is shown at."""
_CROP_SIDES = (640, 480, 320, 160)
_QUALITIES = (85, 70, 50, 30)
_MARGIN = 0.3
"""Of a plate's sides, around the plate."""


@dataclass(frozen=True, slots=True)
class Guide:
    """The guide box in the upright picture: fractions of its sides, 0 to 1."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, eq=False)
class Photo:
    """A picture, upright."""

    image: Image

    @property
    def pixels(self) -> NDArray[np.uint8]:
        """The picture as (height, width, 3), blue first, as the nets were taught."""
        import numpy as np

        return np.ascontiguousarray(np.asarray(self.image)[:, :, ::-1])

    def cut(self, guide: Guide) -> Photo:
        """Return what is inside the guide; at least a pixel of it."""
        width, height = self.image.size
        left = min(max(round(guide.left * width), 0), width - 1)
        top = min(max(round(guide.top * height), 0), height - 1)
        right = min(max(round((guide.left + guide.width) * width), left + 1), width)
        bottom = min(max(round((guide.top + guide.height) * height), top + 1), height)
        return Photo(self.image.crop((left, top, right, bottom)))

    def around(self, box: Box) -> Photo:
        """Return a plate with as much around it as the guide shows."""
        wide, high = box.width * _MARGIN, box.height * _MARGIN
        left, top = max(0, round(box.x - wide)), max(0, round(box.y - high))
        right = min(self.image.width, round(box.x + box.width + wide))
        bottom = min(self.image.height, round(box.y + box.height + high))
        return Photo(self.image.crop((left, top, right, bottom)))

    def unmirrored(self) -> Photo:
        """Return the picture of a camera that mirrors, as it really was."""
        from PIL import ImageOps

        return Photo(ImageOps.mirror(self.image))

    def crop_jpeg(self) -> bytes:
        """Return the picture as a small JPEG of at most 60 KB: nothing but pixels, no EXIF."""
        return self._packed([(side, side) for side in _CROP_SIDES], MOST_CROP_BYTES)

    def thumb_jpeg(self) -> bytes:
        """Return the picture as a list shows it: as `crop_jpeg`, at most 4 KB."""
        return self._packed([THUMB], MOST_THUMB_BYTES)

    def _packed(self, sizes: list[tuple[int, int]], most: int) -> bytes:
        packed = b""
        for size in sizes:
            small = self.image.copy()
            small.info.clear()  # a comment would be written too
            small.thumbnail(size)
            for quality in _QUALITIES:
                out = io.BytesIO()
                small.save(out, "JPEG", quality=quality)
                packed = out.getvalue()
                if len(packed) <= most:
                    return packed
        return packed


def open_photo(data: bytes) -> Photo:
    """Return the picture in `data`, turned upright by its EXIF orientation.

    Raises:
        BadPhoto: too large, truncated, or no JPEG, PNG or WebP.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # ours is checked before anything is unpacked

    if len(data) > MOST_BYTES:
        raise BadPhoto("The photo is larger than 25 MiB. Take a smaller one.")
    if not data:
        raise BadPhoto("The photo is empty. Take it again.")
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise BadPhoto("This is no photo that can be read. Use a JPEG, PNG or WebP file.") from None
    if image.width * image.height > MOST_PIXELS:
        raise BadPhoto(
            f"The photo has {image.width} x {image.height} pixels, more than 20 million. Take a smaller one."
        )
    try:
        image.load()
        upright = ImageOps.exif_transpose(image)
        if upright.mode.startswith("I"):  # 16 bits: converted as it is, nearly all of it would be white
            upright = upright.point(lambda level: level / 256).convert("L")
        return Photo(upright.convert("RGB"))
    except Exception:  # noqa: BLE001 - decoders raise whatever a broken file leads them to
        raise BadPhoto("The photo is damaged or cut off. Take it again.") from None
