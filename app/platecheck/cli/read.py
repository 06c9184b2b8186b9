"""`read`: read plates from photos; with `--check` go on to their verdicts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from platecheck.cli.exits import Exit, of_result, worst

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from platecheck.cli.blocks import Blocks
    from platecheck.reading import Reading
    from platecheck.reading.reader import Shot
    from platecheck.wiring import Services

ADVICE = {
    "closer": "move closer",
    "dark": "too dark",
    "blurred": "blurred",
    "nothing": "no plate found",
}


@click.command(
    epilog="""\b
Examples:
  platecheck read crop.jpg
  platecheck read --whole --json street.jpg
  platecheck read --pattern '[A-Z]{4}[0-9]{3}' --check crop.jpg

Exit code, the worst of the photos: 3 no plate was found, 2 bad usage or no photo, 0 all read; with
--check also what `check` ends in."""
)
@click.argument("photos", nargs=-1, required=True, metavar="PHOTO...", type=click.Path(path_type=str))
@click.option(
    "--whole", is_flag=True, help="Look for the plate in the whole photo; else it is cut to the guide."
)
@click.option(
    "--pattern",
    "patterns",
    multiple=True,
    metavar="RE",
    help="What plates look like here, beside the settings' patterns.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line and nothing else.")
@click.option("--check", "and_check", is_flag=True, help="Check the likeliest plate of each photo.")
def read(
    photos: tuple[str, ...], *, whole: bool, patterns: tuple[str, ...], as_json: bool, and_check: bool
) -> Exit:
    """Read the plates on JPEG, PNG or WebP photos.

    Each photo's candidates are shown best first, with what would help to read it better.
    """
    import asyncio

    for pattern in patterns:
        try:
            re.compile(pattern)
        except (re.error, OverflowError, RecursionError) as error:
            message = f"{pattern!r} is no regular expression: {error}."
            raise click.BadParameter(message, param_hint="--pattern") from None
    return asyncio.run(_read(photos, patterns, whole=whole, as_json=as_json, and_check=and_check))


async def _read(
    photos: Sequence[str], patterns: Sequence[str], *, whole: bool, as_json: bool, and_check: bool
) -> Exit:
    from platecheck.cli import lines
    from platecheck.wiring import read_settings

    if as_json:
        lines.write_utf8()
    wanted = (*read_settings().patterns, *patterns)
    if not and_check:
        return worst([_show(photo, wanted, whole=whole, as_json=as_json)[1] for photo in photos])
    from platecheck.cli.services import open_services

    async with open_services() as services:
        exits = []
        for photo in photos:
            taken_at = services.patrol.clock()
            shot, exit_code = _show(photo, wanted, whole=whole, as_json=as_json)
            exits.append(exit_code)
            if shot is not None and shot.reading.candidates:
                exits.append(await _check(services, shot, taken_at, as_json=as_json))
        return worst(exits)


def _show(photo: str, patterns: Sequence[str], *, whole: bool, as_json: bool) -> tuple[Shot | None, Exit]:
    """Read one photo and print what it says."""
    from pathlib import Path

    from platecheck.cli import lines
    from platecheck.errors import BadPhoto
    from platecheck.reading.photo import Guide
    from platecheck.reading.reader import take

    try:
        shot = take(_bytes(Path(photo)), None if whole else Guide(0, 0, 1, 1), patterns)
    except BadPhoto as error:
        if as_json:
            lines.emit({"file": photo, "candidates": [], "error": error.message})
        else:
            click.echo(f"{photo}: {error.message}", err=True)
        return None, Exit.BAD_USAGE
    if as_json:
        lines.emit(_line(photo, shot.reading))
    else:
        _say(photo, shot.reading)
    return shot, Exit.ANSWERED if shot.reading.candidates else Exit.NOT_CHECKED


def _bytes(photo: Path) -> bytes:
    from platecheck.errors import BadPhoto
    from platecheck.reading.photo import MOST_BYTES

    try:
        with photo.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise BadPhoto(f"The file cannot be read: {error.strerror}.") from None


def _line(photo: str, reading: Reading) -> dict[str, object]:
    return {
        "file": photo,
        "candidates": [{"plate": one.plate, "confidence": one.confidence} for one in reading.candidates],
        "plate_width_px": reading.plate_width_px,
        "advice": reading.advice.value if reading.advice else None,
        "took_ms": reading.took_ms,
    }


def _say(photo: str, reading: Reading) -> None:
    from platecheck.cli.blocks import one_line

    said = [f"{one.plate} {one.confidence:.0%}" for one in reading.candidates]
    if reading.plate_width_px is not None:
        said.append(f"{reading.plate_width_px} px wide")
    if reading.advice is not None:
        said.append(ADVICE[reading.advice.value])
    click.echo(f"{one_line(photo)}: {', '.join(said)} ({reading.took_ms:.0f} ms)")


async def _check(services: Services, shot: Shot, taken_at: datetime, *, as_json: bool) -> Exit:
    """Check the likeliest plate of a reading, as the officer who typed it would."""
    from platecheck.cli import lines
    from platecheck.store.records import CAMERA, Sighting

    chosen, patrol, candidates = services.settings, services.patrol, shot.reading.candidates
    pressed = patrol.press(
        candidates[0].plate,
        lot=chosen.lot,
        officer=chosen.officer,
        reason=CAMERA,
        sighting=Sighting.of([(one.plate, one.confidence) for one in candidates], shot.crop, taken_at),
    )
    result = await patrol.check(pressed)
    verdict = result.verdict_then(patrol.site)
    if as_json:
        lines.emit(lines.check_line(result, verdict, chosen.zone))
    else:
        _blocks(services).show(result, verdict)
    return of_result(result, verdict.headline)


def _blocks(services: Services) -> Blocks:
    from platecheck.cli.blocks import Blocks

    return Blocks(services.settings.zone)
