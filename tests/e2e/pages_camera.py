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
_TRIES = 40
"""Another car stands before the camera each third of a second."""

# Flutter keeps the film in a shadow of its own; a browser stops one that is moved within the page.
SHOWN = """() => {
  const films = [];
  const walk = root => root.querySelectorAll('*').forEach(node => {
    if (node.tagName === 'VIDEO') films.push(node);
    if (node.shadowRoot) walk(node.shadowRoot);
  });
  walk(document);
  return films.filter(film => !film.paused).map(film => film.currentTime);
}"""


def car(plate: str) -> bytes:
    """Return a picture of a car with this plate in its middle."""
    return packed(photo_of(plate, size=SIZE, width=400))


def fake_camera(path: Path, plates: Sequence[str]) -> tuple[str, ...]:
    """Return the flags of a browser that may use its camera, before which these plates pass."""
    path.write_bytes(b"".join(car(plate) * _FRAMES for plate in plates))
    return (f"--use-file-for-fake-video-capture={path}", "--use-fake-ui-for-media-stream")


class CameraPage(Screen):
    """The camera's screen."""

    def open(self) -> None:
        """Go there by the button beside Check."""
        self.app.press("camera")
        self.app.see("camera-screen")

    def ready(self) -> None:
        """Wait until it looks."""
        self.app.see("shutter", "guide")

    def moves(self) -> None:
        """Wait until the one preview is seen to go on."""
        look = self.app.page.evaluate
        (before,) = self.app.wait(lambda: look(SHOWN), lambda films: len(films) == 1, "films that play")
        self.app.wait(lambda: look(SHOWN), lambda films: films and films[0] > before, "the preview goes on")

    def shoot(self) -> None:
        """Take a picture, up to what was read."""
        self.app.press("shutter")
        self.app.see("step-read")

    def offers(self, *plates: str) -> None:
        """Wait until the first candidates are these."""
        for place, plate in enumerate(plates, 1):
            self.app.hear(f"candidate-{place}", " ".join(plate))


class WalkPage(Screen):
    """The walk's screen."""

    def set_out(self) -> None:
        """Go there by way of the camera."""
        CameraPage(self.app).open()
        self.app.press("walk")
        self.app.see("walk-screen", "guide")

    def read(self, plate: str) -> None:
        """Take pictures until it is this car that is offered first."""
        wanted = " ".join(plate)
        for _ in range(_TRIES):
            name = "read-again" if self.app.find("readings").count() else "walk-read"
            self.app.press(name)
            self.app.miss("step-reading")
            self.app.see("candidate-1")
            said = self.app.find("candidate-1").get_attribute("aria-label") or ""
            if wanted in (said or self.app.find("candidate-1").inner_text()):
                return
        raise AssertionError(f"{plate} never stood before the camera")

    def check(self) -> None:
        """Check what was read."""
        self.app.press("candidate-1")
        self.app.miss("readings")
