"""The camera in a browser: what is held before it, and its screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.drawn import packed, photo_of
from tests.e2e.pages import Screen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SIZE = (1280, 720)
_FRAMES = 10
"""Pictures of each plate: the browser's camera plays the film again and again."""


def car(plate: str) -> bytes:
    """Return a picture of a car with this plate in its middle."""
    return packed(photo_of(plate, size=SIZE, width=400))


def fake_camera(path: Path, plates: Sequence[str]) -> tuple[str, ...]:
    """Return the flags of a browser before whose camera these plates pass."""
    path.write_bytes(b"".join(car(plate) * _FRAMES for plate in plates))
    return ("--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={path}")


class CameraPage(Screen):
    """The camera's screen."""

    def open(self) -> None:
        """Go there by the button beside Check."""
        self.app.press("camera")
        self.app.see("camera-screen")

    def ready(self) -> None:
        """Wait until it looks."""
        self.app.see("shutter", "guide")

    def shoot(self) -> None:
        """Take a picture, up to what was read."""
        self.app.press("shutter")
        self.app.see("step-read")

    def offers(self, *plates: str) -> None:
        """Wait until the first candidates are these."""
        for place, plate in enumerate(plates, 1):
            self.app.hear(f"candidate-{place}", " ".join(plate))
