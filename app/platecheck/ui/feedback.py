"""Sound and haptics behind one small port: a platform without them stays silent, never broken."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import flet as ft
import flet_audio as fa  # type: ignore[import-untyped]

from platecheck.verdict import DnttState, Headline

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from platecheck.verdict import Verdict

log = logging.getLogger(__name__)


class Feedback:
    """An alarm's and a DNTT's sound and haptic; silent until prepared."""

    def __init__(self) -> None:
        self._alarm: fa.Audio | None = None
        self._dntt: fa.Audio | None = None
        self._haptic: ft.HapticFeedback | None = None

    def prepare(self) -> None:
        """Make Flet's services: in `main`, as they must be, once the first screen is on its way."""
        self._alarm = fa.Audio(src="sounds/alarm.wav", release_mode=fa.ReleaseMode.STOP)
        self._dntt = fa.Audio(src="sounds/dntt.wav", release_mode=fa.ReleaseMode.STOP)
        self._haptic = ft.HapticFeedback()

    async def tell(self, verdict: Verdict, *, aloud: bool) -> None:
        """Play what the verdict calls for: an alarm goes before an order in force. Not `aloud`: only felt."""
        if verdict.alarm:
            await self.call(Headline.ALARM, aloud=aloud)
        elif any(judged.state is DnttState.ACTIVE for judged in verdict.dntt):
            await self.call(Headline.DO_NOT_TICKET, aloud=aloud)

    async def call(self, headline: Headline, *, aloud: bool) -> None:
        """Play an alarm, or an order not to ticket; nothing else is heard."""
        if self._haptic is None:
            return
        if headline is Headline.ALARM:
            await self._sound(self._alarm, aloud=aloud)
            await _try(self._haptic.vibrate(), "haptic")  # type: ignore[no-untyped-call]
        elif headline is Headline.DO_NOT_TICKET:
            await self._sound(self._dntt, aloud=aloud)
            await _try(self._haptic.medium_impact(), "haptic")  # type: ignore[no-untyped-call]

    @staticmethod
    async def _sound(audio: fa.Audio | None, *, aloud: bool) -> None:
        if audio is not None and aloud:
            await _try(audio.play(), "sound")


async def _try(act: Awaitable[None], what: str) -> None:
    try:
        await act
    except Exception as error:  # noqa: BLE001 - whatever the platform lacks, the verdict must be shown
        log.info("no %s on this platform: %s", what, type(error).__name__)
