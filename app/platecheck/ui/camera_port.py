"""The device's camera and its photos behind one small port: without one there is a reason, not an error.

On the web the preview and the picture of a camera that looks at the person arrive mirrored, and the
browser crops the preview to the box it is given; on a device the preview must have the camera's shape.
"""

from __future__ import annotations

import asyncio
import io
import logging
from typing import TYPE_CHECKING, Any

import flet as ft
import flet_camera as fc  # type: ignore[import-untyped]

from platecheck.reading.photo import Guide
from platecheck.ui.camera_fit import cover
from platecheck.ui.camera_state import Lens

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from platecheck.ui.camera_fit import CameraFit

SETTLE_S = 0.1
"""Until the client has built the preview; what it is asked earlier goes nowhere."""
TRIES = 3
"""A camera that is let go of at this moment, or whose preview was just moved, starts the next time."""
REPLY_S = 15.0
"""A camera starts, or takes a picture, within it. A person may think over a permission for longer."""
TIMES = (1.0, 2.0, 4.0)
"""The zoom levels that are offered."""
_ORIENTATION, _TURNED = 274, frozenset({5, 6, 7, 8})
"""EXIF's tag, and its values for a picture that lies on its side."""
_REFUSED = ("permission", "denied", "notallowed", "not allowed")
_NONE = ("notfound", "not found", "no camera")

log = logging.getLogger(__name__)


class CameraPort:
    """One page's camera."""

    def __init__(self) -> None:
        self._camera: ft.Ref[Any] = ft.Ref()
        self._picker: ft.FilePicker | None = None
        self.mirrored = False
        """Whether what it gives is a mirror's picture."""

    def prepare(self, on_photo: Callable[[bytes], Awaitable[None]]) -> None:
        """Make Flet's picker of files: in `main`, as it must be, once the first screen is on its way."""

        async def picked(event: ft.FilePickerResultEvent) -> None:
            if event.files and event.files[0].bytes is not None:
                await on_photo(bytes(event.files[0].bytes))

        self._picker = ft.FilePicker(on_result=picked)

    def picking(self) -> ft.ClientAction | None:
        """Return what a button does to let a photo be chosen: at the press itself, as browsers want it."""
        if self._picker is None:
            return None
        return ft.PickFiles(self._picker, file_type=ft.FilePickerFileType.IMAGE, with_data=True)

    @staticmethod
    def is_supported(page: ft.Page) -> bool:
        """Tell whether Flet has a camera here: not on a desktop."""
        return page.web or page.platform in {ft.PagePlatform.ANDROID, ft.PagePlatform.IOS}

    def preview(
        self, width: float, height: float, aspect: float | None, told: Callable[[Any], None] | None
    ) -> Any:
        """Return the live picture, which covers a box; `told` hears of the camera's shape on a device."""
        place = cover(width, height, aspect or width / height)
        return fc.Camera(
            ref=self._camera,
            left=place.left,
            top=place.top,
            width=place.width,
            height=place.height,
            # Letters must not stand reversed. Always set: a wrapper that comes later would build the preview
            # anew, and a browser stops the film of an element that is moved.
            flip=ft.Flip(flip_x=self.mirrored),
            on_state_change=told,
        )

    async def open(self, *, web: bool) -> Lens:
        """Start the camera that looks away from the person, or else the first there is."""
        lens = Lens.FAILED
        for _ in range(TRIES):
            await asyncio.sleep(SETTLE_S)
            lens = await self._start(web=web)
            if lens is not Lens.FAILED:
                break
        return lens

    async def _start(self, *, web: bool) -> Lens:
        camera = self._camera.current
        if camera is None:
            return Lens.UNSUPPORTED
        try:
            cameras = await camera.get_available_cameras()
            if not cameras:
                return Lens.NONE
            back = [one for one in cameras if one.lens_direction is fc.CameraLensDirection.BACK]
            async with asyncio.timeout(REPLY_S):
                await camera.initialize((back or cameras)[0], fc.ResolutionPreset.HIGH, enable_audio=False)
        except Exception as error:  # noqa: BLE001 - whatever a platform says, the screen offers a photo in its place
            log.info("no camera: %s", type(error).__name__)
            return _why(str(error))
        self.mirrored = web and not back
        return Lens.LIVE

    async def take(self) -> bytes | None:
        """Return a picture; None where there came none."""
        picture = await self._ask(lambda camera: camera.take_picture())
        return bytes(picture) if picture else None

    async def has_torch(self) -> bool:
        """Tell whether there is a light, by switching it off."""
        return await self.light(on=False)

    async def light(self, *, on: bool) -> bool:
        """Switch the light; tells whether that worked."""
        mode = fc.FlashMode.TORCH if on else fc.FlashMode.OFF
        return await self._ask(lambda camera: camera.set_flash_mode(mode), done=True) is True

    async def zooms(self) -> tuple[float, ...]:
        """Return the levels this camera has of those that are offered; none where there is no choice."""
        least = await self._ask(lambda camera: camera.get_min_zoom_level())
        most = await self._ask(lambda camera: camera.get_max_zoom_level())
        if not least or not most:
            return ()
        # Some web cameras count from 100.
        unit = 1.0 if least <= 1 <= most else float(least)
        levels = tuple(times * unit for times in TIMES if least <= times * unit <= most)
        return levels if len(levels) > 1 else ()

    async def zoom(self, level: float) -> bool:
        """Set a level; tells whether that worked."""
        return await self._ask(lambda camera: camera.set_zoom_level(level), done=True) is True

    async def _ask(self, call: Callable[[Any], Awaitable[Any]], *, done: bool = False) -> Any:
        camera = self._camera.current
        if camera is None:
            return None
        try:
            async with asyncio.timeout(REPLY_S):
                answer = await call(camera)
        except Exception as error:  # noqa: BLE001 - what a camera lacks is no trouble
            log.info("the camera does not do that: %s", type(error).__name__)
            return None
        return True if done else answer


def _why(error: str) -> Lens:
    """Return why there is no camera, by what the client says of it."""
    said = error.lower()
    if any(word in said for word in _REFUSED):
        return Lens.REFUSED
    return Lens.NONE if any(word in said for word in _NONE) else Lens.FAILED


def guide_in(picture: bytes, fit: CameraFit) -> Guide | None:
    """Return where the box is in a picture whose preview covered its frame; None for an unknown shape."""
    size = _upright_size(picture)
    if size is None:
        return None
    shown, box = cover(fit.width, fit.height, size[0] / size[1]), fit.guide
    return Guide(
        left=(box.left - shown.left) / shown.width,
        top=(box.top - shown.top) / shown.height,
        width=box.width / shown.width,
        height=box.height / shown.height,
    )


def _upright_size(picture: bytes) -> tuple[int, int] | None:
    from PIL import Image  # noqa: PLC0415 - loaded with the first picture

    try:
        with Image.open(io.BytesIO(picture)) as image:
            width, height = image.size
            turned = image.getexif().get(_ORIENTATION) in _TURNED
    except Exception:  # noqa: BLE001 - the reader says what is wrong with it
        return None
    return (height, width) if turned else (width, height)
