"""Starts apps as processes, kills them, and looks at what they had shown and what is on the disk."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from tests.faults.spoiling import is_sound

from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_TOKEN
from platecheck.store import FileKeyHolder, Scope, Store

if TYPE_CHECKING:
    from collections.abc import Callable

Line = dict[str, Any]
KILLED = -signal.SIGKILL
_PATIENCE_S = 60.0


class Killer:
    """Gives orders to the nursery, one after the other, and waits for their end."""

    def __init__(self, url: str) -> None:
        self.env = {
            "PLATECHECK_VALIDATION_URL": url,
            "PLATECHECK_CONTROLLER_URL": url,
            "PLATECHECK_CLIENT": DEMO_CLIENT,
            "PLATECHECK_TOKEN": DEMO_TOKEN,
            "PLATECHECK_TIMEZONE": "America/Toronto",
            "PLATECHECK_ROLE": "supervisor",
        }
        self.scope = Scope(url, DEMO_CLIENT)

    def __enter__(self) -> Self:
        """Start the nursery."""
        # Not measured: a process that is killed would leave a torn coverage file behind.
        quiet = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
        command = [sys.executable, "-m", "tests.faults.nursery"]
        pipe = subprocess.PIPE
        root = Path(__file__).parents[2]
        self._nursery = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=quiet, cwd=root)  # noqa: S603
        return self

    def __exit__(self, *_: object) -> None:
        """Let it end."""
        self._nursery.communicate()

    def run(
        self,
        directory: Path,
        verb: str,
        *more: Path,
        kill_when: Callable[[], None] | None = None,
        **order: Any,
    ) -> list[int]:
        """Run a verb on a directory, at once also on `more`; return their exit codes.

        With `kill_when` the first one is killed when that returns.
        """
        orders = [
            {
                "verb": verb,
                "directory": str(place),
                "env": self.env,
                "out": str(shown(directory, number)),
                **order,
            }
            for number, place in enumerate((directory, *more))
        ]
        self._say(orders)
        if kill_when is not None:
            kill_when()
        self._say(kill_when is not None)
        return self._hear()

    def _say(self, order: object) -> None:
        assert self._nursery.stdin is not None
        self._nursery.stdin.write(json.dumps(order) + "\n")
        self._nursery.stdin.flush()

    def _hear(self) -> list[int]:
        assert self._nursery.stdout is not None
        return list(json.loads(self._nursery.stdout.readline()))


def shown(directory: Path, number: int = 0) -> Path:
    """Return the file of all that was shown of a directory."""
    return directory.with_name(f"{directory.name}-{number}.shown")


def lines_of(directory: Path, number: int = 0) -> list[Line]:
    """Return the whole lines that were printed, oldest first."""
    path = shown(directory, number)
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def moments_of(directory: Path) -> list[str]:
    """Return the moments the last app went through."""
    return [row.partition(" ")[2] for row in Path(f"{shown(directory)}.moments").read_text().splitlines()]


def after(directory: Path, lines: int, pause_s: float) -> Callable[[], None]:
    """Return what waits until so many more lines are printed, and some time more."""
    path = shown(directory)
    path.touch(0o600)
    before = path.stat().st_size

    def wait() -> None:
        ends_at = time.monotonic() + _PATIENCE_S
        seen = 0
        with path.open("rb") as file:
            file.seek(before)
            while seen < lines and time.monotonic() < ends_at:
                seen += file.read().count(b"\n")
                time.sleep(0.001)
        time.sleep(pause_s)

    return wait


async def lost_or_doubled(
    directory: Path, scope: Scope, shown_lines: list[Line], *, pictures: bool = True
) -> list[str]:
    """Start on a directory, and tell of every answer that was shown what is wrong with it on disk.

    What the camera read belongs to it, and its picture too unless there was no room for `pictures`.
    """
    store = await Store.open(directory, FileKeyHolder(directory))
    try:
        entries = await store.history(scope)
        pictured = {entry.check.id for entry in entries if await store.crop(scope, entry.check.id)}
    finally:
        await store.close()
    wrong = [] if is_sound(directory / "device.db") else ["the database is not sound"]
    times = Counter(entry.check.id for entry in entries)
    wrong += [f"{check_id} is there {n} times" for check_id, n in times.items() if n > 1]
    held = {entry.check.id: entry for entry in entries}
    wrong += [f"{entry.check.plate} has no answer" for entry in entries if not entry.answers]
    for line in shown_lines:
        if line.get("id") is None:
            continue
        entry = held.get(line["id"])
        found = (
            []
            if entry is None
            else [
                answer
                for answer in entry.answers
                if (answer.source.value, answer.verdict) == (line["source"], line["verdict"])
            ]
        )
        if len(found) != 1 or entry is None or entry.check.plate != line["plate"]:
            wrong.append(f"{line['plate']} {line['verdict']} was shown and is there {len(found)} times")
        elif not entry.check.corrected or (pictures and line["id"] not in pictured):
            wrong.append(f"{line['plate']} is there without what the camera saw of it")
    return wrong
