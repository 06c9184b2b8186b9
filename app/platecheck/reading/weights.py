"""Where the nets' weights lie, and what is said where they do not."""

from __future__ import annotations

from pathlib import Path

from platecheck.errors import ReaderMissing

DETECTOR = "PP-OCRv6_det_small.onnx"
RECOGNISER = "PP-OCRv6_rec_small.onnx"
CHARACTERS = "PP-OCRv6_rec_small.txt"
"""One a line, as the recogniser numbers them, without the blank before and the space after them."""

DIRECTORY = Path(__file__).resolve().parents[2] / "assets" / "models"


def weight(name: str) -> Path:
    """Return the path of a file of weights. Raises ReaderMissing."""
    path = DIRECTORY / name
    if not path.is_file():
        raise ReaderMissing(
            "Plates cannot be read from photos yet: the reader's weights are missing. "
            "Get them with ./build/models, or type the plate."
        )
    return path
