"""What a screen says to who cannot see it: its tree of names, roles and states, as kept in `trees/`.

A change of a tree is a change of what is read aloud. With `PLATECHECK_KEEP_TREES=1` the trees are
written anew, to be read before they are committed.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.e2e.driving import Server
from tests.e2e.in_page import TREE
from tests.e2e.pages import DESKTOP, PHONE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.e2e.pages import App

pytestmark = pytest.mark.browser

KEPT = Path(__file__).with_name("trees")
WORDS = {
    "en": {"check": "Check", "history": "History", "lots": "Lots", "settings": "Settings"},
    "fr": {"check": "Vérifier", "history": "Historique", "lots": "Terrains", "settings": "Réglages"},
}
# What the hour and the day change: times, dates, ages.
MOVING = (
    (re.compile(r"\b\d{4}-\d{2}-\d{2}\b"), "DATE"),
    (re.compile(r"\b\d{1,2}[:h] ?\d{2}(:\d{2})?\b"), "TIME"),
    (re.compile(r"\b\d+ (s|min|h|d|j)\b"), "SPAN"),
)


@pytest.fixture
def open_fresh(open_tab: Callable[..., App], tmp_path: Path) -> Iterator[Callable[..., App]]:
    """Return what opens a demo that nobody used before: what its log says is what this test did."""
    server = Server(tmp_path, "demo", "--no-browser", "--port", "0", "--data-dir", str(tmp_path / "data"))

    def open_demo(size: tuple[int, int]) -> App:
        app = open_tab(server.url, *size)
        app.check.ready()
        return app

    yield open_demo
    server.stop()


def tree_of(app: App) -> str:
    """Return the screen's tree, a line a node, without what the clock changes."""
    text = "\n".join(app.page.evaluate(TREE))
    for pattern, name in MOVING:
        text = pattern.sub(name, text)
    return text + "\n"


def check_tree(app: App, name: str) -> None:
    """Compare a screen's tree with the one that is kept."""
    file = KEPT / f"{name}.txt"
    if os.environ.get("PLATECHECK_KEEP_TREES"):
        file.write_text(tree_of(app), encoding="utf-8")
    app.until(lambda: tree_of(app) == file.read_text(encoding="utf-8"), f"{name}:\n{tree_of(app)}")


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["412", "1280"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_screen_says_what_it_is_kept_to_say(
    size: tuple[int, int], language: str, open_fresh: Callable[..., App]
) -> None:
    """Check, an answer, an alarm, look-alikes, and every place: nothing nameless, nothing said twice."""
    app = open_fresh(size)
    words = WORDS[language]
    if language == "fr":
        app.go_to("settings")
        app.settings.choose("language", "fr")
        app.hear("training", "^FORMATION")
        app.go_to("check", words)
        app.check.ready()
    name = f"{{}}-{size[0]}-{language}"
    check_tree(app, name.format("check"))
    for screen, plate in (("valid", "CKRD081"), ("look-alikes", "CKRDO81"), ("alarm", "CAMB911")):
        app.check.ask(plate)
        app.hear("verdict", " ".join(plate))
        check_tree(app, name.format(screen))
        if screen != "alarm" and size == PHONE:
            app.result.next_plate()
    app.result.acknowledge("seen")
    if size == PHONE:
        app.result.next_plate()
    for place in ("history", "lots", "settings"):
        app.go_to(place, words)
        check_tree(app, name.format(place))
