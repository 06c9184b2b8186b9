"""Handing a file to the person: a download in a browser, a save dialog on a desktop."""

from __future__ import annotations

import logging

import flet as ft

log = logging.getLogger(__name__)


class Saving:
    """The client's way to save files; there is none until prepared."""

    def __init__(self) -> None:
        self._picker: ft.FilePicker | None = None

    def prepare(self) -> None:
        """Make Flet's service: in `main`, as it must be, once the first screen is on its way."""
        self._picker = ft.FilePicker()

    async def save(self, name: str, data: bytes, title: str) -> str | None:
        """Return where the file went, `name` where only the browser knows, or None where it went nowhere."""
        if self._picker is None:
            return None
        try:
            place = await self._picker.save_file(dialog_title=title, file_name=name, src_bytes=data)
        except Exception as error:  # noqa: BLE001 - a client without files is told so, and goes on
            log.warning("a file could not be handed out: %s", type(error).__name__)
            return None
        return name if self._picker.page.web else place
