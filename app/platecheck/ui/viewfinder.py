"""The officer's acts at the camera: look, take, choose what was read, correct it.

Separate from the session because it is a place of its own, whose camera lives as long as its screen does.
Nothing that was read is checked without a tap, unless the person asked for that.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING

from platecheck.errors import BadPhoto, BadPlate, ReaderMissing
from platecheck.store.records import CAMERA, Sighting
from platecheck.ui.camera_fit import MOST_CHIPS, CameraFit, fit_camera
from platecheck.ui.camera_port import CameraPort, guide_in
from platecheck.ui.camera_state import Finder, Lens, Step
from platecheck.ui.last_resort import place_of
from platecheck.ui.layout import BANNER, RAIL, is_handset
from platecheck.ui.walk_fit import WalkFit, fit_walk
from platecheck.ui.walking import ROUTE as WALK_ROUTE

if TYPE_CHECKING:
    from datetime import datetime

    from platecheck.reading.photo import Guide
    from platecheck.ui.session import Session

log = logging.getLogger(__name__)

ROUTE = "/camera"
HELD = timedelta(minutes=2)
"""So long a reading that was taken to the field to be corrected is this car's; later it is another's."""
_KEYS = frozenset({" ", "Space", "Enter"})


class Viewfinder:
    """The camera's screen, for one session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.port = CameraPort()
        self.finder = Finder()
        self.offered: Sighting | None = None
        """What the camera offered for the plate that is checked next: goes with it, or with none."""
        self.thumb: bytes | None = None
        """The small picture of what was offered last."""
        self._offered_at: datetime | None = None
        self.read_at = 0.0
        """When the last picture was read, by a clock that only goes on."""
        self._taken_at: datetime | None = None
        self._visit = 0
        self._pressed = False
        """Whether the shutter was pressed while the camera starts."""
        self._opening = 0
        self._picture = 0
        """Count what was begun: what belongs to an earlier one is nobody's any more."""

    @property
    def fit(self) -> CameraFit:
        """What stands where in this window."""
        if self._session.walking.is_here:
            return self.walk_fit.camera
        return fit_camera(*self._room, self._session.arrangement)

    @property
    def walk_fit(self) -> WalkFit:
        """What stands where in this window on a walk."""
        return fit_walk(*self._room, self._session.arrangement)

    @property
    def _room(self) -> tuple[float, float]:
        session, window = self._session, self._session.state.window
        width = window.width - (0 if is_handset(session.arrangement) else RAIL)
        return width, window.height - (BANNER if session.training else 0)

    @property
    def _looks(self) -> bool:
        """Whether a screen with a preview is there."""
        return self._session.page.route in {ROUTE, WALK_ROUTE}

    def at_hand(self) -> Sighting | None:
        """Return what was offered for the plate that is checked now."""
        if self._offered_at is not None and self._session.now() - self._offered_at > HELD:
            self.offered = None
        return self.offered

    async def go(self) -> None:
        """Go to the camera, or on with the walk; an alarm that waits keeps the screen."""
        if self._session.walking.is_on:
            await self._session.walking.go()
        elif not self._session.must_acknowledge:
            self._forget()
            await self._session.page.push_route(ROUTE)

    def begin(self) -> int:
        """Have the reader ready by the time a picture comes; returns the visit. The preview calls `look`."""
        self._visit += 1
        self._session.keyboard.on_buttons = False
        self.offered = None
        self._session.go_on(self._warm())
        return self._visit

    def end(self, visit: int) -> None:
        """Leave; the client ends the camera with its preview."""
        if visit == self._visit:
            self._visit += 1
            self._opening += 1
            self._forget()

    def _forget(self) -> None:
        """Let go of the last picture, and of one that is being read."""
        self._picture += 1
        self._pressed = False
        self.finder.step, self.finder.shot = Step.NONE, None

    def look(self) -> None:
        """Start the camera: at first, once it is allowed, and again where the client lost it.

        It does with the page that is reloaded, and with the preview that stands elsewhere in another window.
        """
        if self._looks:
            self._session.go_on(self._open())

    def shaped(self, aspect: float) -> None:
        """Take note of the camera's shape, which is told as if it lay on its side."""
        window = self._session.state.window
        upright = min(aspect, 1 / aspect) if window.height > window.width else max(aspect, 1 / aspect)
        if upright != self.finder.aspect:
            self.finder.aspect = upright

    async def _open(self) -> None:
        opening = self._opening = self._opening + 1
        finder, page = self.finder, self._session.page
        finder.zooms, finder.torch = (), None
        finder.lens = Lens.OPENING
        supported = self.port.is_supported(page)
        lens = await self.port.open(web=page.web) if supported else Lens.UNSUPPORTED
        if opening != self._opening:
            return
        finder.lens = lens
        if lens is Lens.LIVE:
            if self._pressed:
                self._session.go_on(self.shoot())
            zooms, torch = await asyncio.gather(self.port.zooms(), self.port.has_torch())
            if opening == self._opening:
                finder.zooms, finder.zoom = zooms, next(iter(zooms), 1.0)
                finder.torch = False if torch else None

    def key(self, key: str) -> None:
        """Take a key the page saw: Space and Enter are the shutter's, unless a button has them."""
        keyboard = self._session.keyboard
        if key == "Tab":
            keyboard.on_buttons = True
        elif key in _KEYS and not keyboard.on_buttons:
            walking = self._session.walking
            self._session.go_on(walking.press() if walking.is_here else self.shoot())

    async def shoot(self) -> None:
        """Take a picture and read what is in the guide box; while the camera starts, once it looks."""
        finder = self.finder
        self._pressed = finder.lens is Lens.OPENING
        if finder.lens is not Lens.LIVE or finder.step is Step.READING:
            return
        picture, fit = self._begin(), self.fit
        data = await self.port.take()
        if data is None:
            if picture == self._picture:
                finder.step = Step.FAILED
            return
        guide = await asyncio.to_thread(guide_in, data, fit)
        await self._read(picture, data, guide, mirrored=self.port.mirrored)

    async def read_photo(self, data: bytes) -> None:
        """Read a photo that was chosen: whole, for nobody aimed. One that comes late is nobody's."""
        if not self._looks:
            return
        await self._read(self._begin(), data, None, mirrored=False)

    async def switch_torch(self) -> None:
        """Light, or not."""
        torch = self.finder.torch
        if torch is not None and await self.port.light(on=not torch):
            self.finder.torch = not torch

    async def set_zoom(self, level: float) -> None:
        """Come closer, or not."""
        if await self.port.zoom(level):
            self.finder.zoom = level

    async def check(self, plate: str) -> None:
        """Check what was read."""
        session = self._session
        if session.must_acknowledge or self.finder.step is not Step.READ:
            return
        self._offer()
        self._forget()  # a second tap is no second check
        try:
            if session.walking.is_here:
                await session.walking.check(plate)
            else:
                await session.ask_plate(plate, CAMERA)
        except BadPlate:
            await session.type_anew(plate)

    async def edit(self) -> None:
        """Go to the keypad, with the best reading to correct where there is one."""
        best = self.finder.best
        if self._session.must_acknowledge:
            return
        self._offer()
        await self._session.type_anew(best.plate if best is not None else "")

    def _offer(self) -> None:
        self.offered, self._offered_at = self._sighting(), self._session.now()
        self.thumb = self.finder.shot.thumb if self.finder.shot is not None else None

    def _sighting(self) -> Sighting | None:
        """Return what the officer saw of the last picture, or None where there is none."""
        shot = self.finder.shot if self.finder.step is Step.READ else None
        if shot is None or self._taken_at is None:
            return None
        offered = [(one.plate, one.confidence) for one in self.finder.candidates[:MOST_CHIPS]]
        # Without a plate it is a picture of whatever stood there.
        return Sighting.of(offered, shot.crop if offered else None, self._taken_at)

    def _begin(self) -> int:
        self._picture += 1
        self._taken_at = self._session.now()
        self.finder.step = Step.READING
        return self._picture

    async def _read(self, picture: int, data: bytes, guide: Guide | None, *, mirrored: bool) -> None:
        finder, session = self.finder, self._session
        step, shot = Step.READ, None
        try:
            shot = await session.services.reader.read(data, guide=guide, mirrored=mirrored)
        except BadPhoto:
            step = Step.BAD
        except ReaderMissing:
            step = Step.MISSING
        except Exception as error:  # noqa: BLE001 - the next picture may be read
            log.error("a picture could not be read: %s", place_of(error))  # noqa: TRY400 - a trace may quote data
            step = Step.BAD
        if picture != self._picture:
            return
        finder.shot = shot
        finder.step = step
        self.read_at = monotonic()
        if finder.best is not None and finder.is_sure and session.state.prefs.auto_check == "on":
            await self.check(finder.best.plate)

    async def _warm(self) -> None:
        try:
            await self._session.services.reader.warm()
        except ReaderMissing:
            if self.finder.step is Step.NONE:
                self.finder.step = Step.MISSING
