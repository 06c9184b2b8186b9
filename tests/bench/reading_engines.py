"""Reads every photo of a set with one engine, in a process of its own; prints one JSON object a photo.

    python -m tests.bench.reading_engines ours|opencv|tesseract|rapidocr crops|photos DIRECTORY

The last line is the process's peak memory. RapidOCR's own API wants packages that are not ours: it runs
with the Python named by PLATECHECK_BENCH_RAPIDOCR, which needs nothing of this project.
"""

from __future__ import annotations

import csv
import json
import re
import resource
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Read = Callable[[Path], list[str]]


def ours(*, guided: bool) -> Read:
    """Return the app's own reader."""
    from platecheck.reading import read_plate

    return lambda photo: [one.plate for one in read_plate(photo.read_bytes(), guided=guided).candidates]


def opencv(*, guided: bool) -> Read:
    """Return the app's own pipeline with OpenCV running the nets."""
    from platecheck.reading.engine import OpenCvEngine
    from platecheck.reading.photo import open_photo
    from platecheck.reading.pipeline import read_photo

    engine = OpenCvEngine()

    def read(photo: Path) -> list[str]:
        opened = open_photo(photo.read_bytes())
        return [one.plate for one in read_photo(opened, guided=guided, engine=engine).candidates]

    return read


def tesseract(*, guided: bool) -> Read:
    """Return Debian's Tesseract: a line of capitals and digits, or a whole photo's sparse text."""
    mode = "7" if guided else "11"
    letters = "tessedit_char_whitelist=ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

    def read(photo: Path) -> list[str]:
        command = ["tesseract", str(photo), "-", "--psm", mode, "-c", letters]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - a bench
        return _plates(done.stdout.split("\n"))

    return read


def rapidocr(*, guided: bool) -> Read:
    """Return RapidOCR's own API with its defaults."""
    del guided
    from rapidocr import RapidOCR  # type: ignore[import-not-found]

    engine = RapidOCR()

    def read(photo: Path) -> list[str]:
        found = engine(str(photo))
        texts = zip(found.scores or (), found.txts or (), strict=True)
        return _plates([text for _, text in sorted(texts, reverse=True)])

    return read


def _plates(texts: list[str]) -> list[str]:
    """Return what could be plates, as the labels write them."""
    folded = (re.sub(r"[^A-Z0-9]", "", text.upper()) for text in texts)
    return [text for text in folded if len(text) > 1]


ENGINES = {"ours": ours, "opencv": opencv, "tesseract": tesseract, "rapidocr": rapidocr}


def main() -> None:
    """Read them all; the first photo is read once before, so that loading counts for nobody."""
    engine, kind, directory = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    read = ENGINES[engine](guided=kind == "crops")
    with (directory / f"{kind}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    read(directory / rows[0]["file"])
    for row in rows:
        began = perf_counter()
        found = read(directory / row["file"])
        took_ms = (perf_counter() - began) * 1000
        place = found.index(row["plate"]) if row["plate"] in found else None
        width = int(row["plate_width_px"])
        sys.stdout.write(
            json.dumps({"set": row["set"], "width": width, "place": place, "ms": took_ms}) + "\n"
        )
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    sys.stdout.write(json.dumps({"peak_mb": peak / 1024}) + "\n")


if __name__ == "__main__":
    main()
