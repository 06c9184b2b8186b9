"""The reader as the screens use it: one thread, one photo at a time, models loaded once in the process."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from platecheck.reading import Reading
    from platecheck.reading.photo import Guide


@dataclass(frozen=True, slots=True)
class Shot:
    """What a photo said, and what was read of it: a JPEG of at most 60 KB, without EXIF.

    `thumb` is as small as a list shows it, at most 4 KB: the likeliest plate and what is around it.
    """

    reading: Reading
    crop: bytes
    thumb: bytes


class Reader:
    """Reads photos with the site's patterns, off the event loop."""

    def __init__(self, patterns: Sequence[str] = ()) -> None:
        self._patterns = tuple(patterns)

    async def warm(self) -> None:
        """Load runtime and nets, so that the first photo need not wait. Raises ReaderMissing."""
        await asyncio.get_running_loop().run_in_executor(_thread(), _warm)

    async def read(self, data: bytes, *, guide: Guide | None = None, mirrored: bool = False) -> Shot:
        """Read a photo, cut to its guide where there is one; a `mirrored` one is turned first.

        Raises:
            BadPhoto: the bytes are no photo that can be read.
            ReaderMissing: no weights, or no runtime for them.
        """
        job = partial(take, data, guide, self._patterns, mirrored=mirrored)
        return await asyncio.get_running_loop().run_in_executor(_thread(), job)


@cache
def _thread() -> ThreadPoolExecutor:
    """Return the one thread that reads: a second photo at a time would make both late."""
    return ThreadPoolExecutor(1, thread_name_prefix="platecheck-reader")


def _warm() -> None:
    from platecheck.reading.engine import load
    from platecheck.reading.photo import Photo

    read_photo = load()
    from PIL import Image

    # A picture with nothing on it: both nets allocate what they need at their first run.
    read_photo(Photo(Image.new("RGB", (320, 96), "grey")), guided=True)


def take(
    data: bytes, guide: Guide | None = None, patterns: Sequence[str] = (), *, mirrored: bool = False
) -> Shot:
    """Read a photo here and now; see `Reader.read`. Of a whole photo the likeliest plate is kept."""
    from platecheck.reading.engine import load
    from platecheck.reading.photo import open_photo

    read_photo = load()
    photo = open_photo(data)
    if mirrored:
        photo = photo.unmirrored()
    if guide is not None:
        photo = photo.cut(guide)
    reading = read_photo(photo, guided=guide is not None, patterns=patterns)
    plate = photo.around(reading.candidates[0].box) if reading.candidates else photo
    return Shot(reading, (plate if guide is None else photo).crop_jpeg(), plate.thumb_jpeg())
