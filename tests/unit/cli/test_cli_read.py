"""`platecheck read`: the line of a photo, the exit code, and the way on to the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image
from tests.drawn import ROAD, packed, photo_of

from platecheck.sandbox.training import VALID

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.cli.conftest import CommandLine

FIELDS = {"file", "candidates", "plate_width_px", "advice", "took_ms"}


def saved(image: Image.Image, directory: Path, name: str = "car.jpg") -> str:
    """Write a photo and return its path."""
    path = directory / name
    path.write_bytes(packed(image))
    return str(path)


def test_a_photo_is_one_line(cli: CommandLine, tmp_path: Path) -> None:
    """Candidates best first with their confidence, the plate's width, advice and time."""
    photo = saved(photo_of("MKV4083", width=300), tmp_path)
    (line,) = cli.lines("read", photo)
    assert set(line) == FIELDS
    assert line["file"] == photo
    assert line["candidates"][0]["plate"] == "MKV4083"
    assert set(line["candidates"][0]) == {"plate", "confidence"}
    assert line["plate_width_px"] > 150
    assert line["advice"] is None
    assert line["took_ms"] > 0


def test_a_whole_photo_is_searched(cli: CommandLine, tmp_path: Path) -> None:
    """With --whole the plate may be anywhere."""
    street = Image.new("RGB", (1600, 1000), ROAD)
    street.paste(photo_of("MKV4083", width=240, size=(320, 120)), (1100, 620))
    (line,) = cli.lines("read", "--whole", saved(street, tmp_path))
    assert line["candidates"][0]["plate"] == "MKV4083"


def test_the_settings_patterns_and_those_of_the_command_count(cli: CommandLine, tmp_path: Path) -> None:
    """They decide between O and zero; a bad one is said before anything is read."""
    photo = saved(photo_of("CKRDO81"), tmp_path)
    (line,) = cli.lines("read", "--pattern", "[A-Z]{4}[0-9]{3}", photo)
    assert line["candidates"][0]["plate"] == "CKRD081"
    assert cli.run("settings", "set", "plate_patterns", "[A-Z]{4}[0-9]{3}").returncode == 0
    (line,) = cli.lines("read", photo)
    assert line["candidates"][0]["plate"] == "CKRD081"
    done = cli.run("read", "--pattern", "[A-", photo)
    assert done.returncode == 2
    assert "no regular expression" in done.stderr
    done = cli.run("settings", "set", "plate_patterns", "[A-")
    assert done.returncode == 2
    assert "no regular expression" in done.stderr


def test_what_is_no_photo_is_said_and_the_others_are_read(cli: CommandLine, tmp_path: Path) -> None:
    """A missing file, a text, an empty road: each its own line and the worst exit code."""
    (tmp_path / "note.txt").write_text("no photo")
    good = saved(photo_of("MKV4083"), tmp_path)
    empty = saved(Image.new("RGB", (640, 240), ROAD), tmp_path, "road.jpg")
    lines = cli.lines("read", str(tmp_path / "gone.jpg"), str(tmp_path / "note.txt"), good, exit_code=2)
    assert ["error" in line for line in lines] == [True, True, False]
    (line,) = cli.lines("read", empty, exit_code=3)
    assert (line["candidates"], line["plate_width_px"], line["advice"]) == ([], None, "nothing")
    said = cli.run("read", good, empty)
    assert "MKV4083" in said.stdout
    assert "no plate found" in said.stdout


def test_check_goes_on_to_the_verdict(cli: CommandLine, tmp_path: Path) -> None:
    """The likeliest plate is checked and logged as read from a photo."""
    photo = saved(photo_of(VALID), tmp_path)
    reading, verdict = cli.lines("read", "--check", photo)
    assert reading["candidates"][0]["plate"] == VALID
    assert (verdict["plate"], verdict["verdict"]) == (VALID, "valid")
    (logged,) = cli.lines("history")
    assert (logged["plate"], logged["verdict"]) == (VALID, "valid")
    assert (logged["read_as"], logged["corrected"]) == (VALID, False)
    done = cli.run("read", "--check", photo)
    assert "VALID" in done.stdout
