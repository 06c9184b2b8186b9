"""Plates drawn with the project's fonts, as a camera would take them: at an angle, in the dark, in glare."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont

FONTS = Path(__file__).parents[1] / "assets" / "fonts"
ROAD, BUMPER, INK, FACE = (52, 56, 60), (96, 24, 28), (24, 38, 110), (236, 238, 240)
FACE_SIZE, TALL_SIZE = (520, 112), (300, 200)
"""Of a plate with one line, and with two, in pixels as drawn."""


def plate_face(text: str, *, second: str = "", font: str = "PlateCapitals.ttf") -> Image.Image:
    """Return a plate's face, seen from the front; with a `second` line it is a motorcycle's."""
    size = TALL_SIZE if second else FACE_SIZE
    face = Image.new("RGB", size, FACE)
    pen = ImageDraw.Draw(face)
    pen.rounded_rectangle((3, 3, size[0] - 4, size[1] - 4), 12, outline=INK, width=4)
    lines = [text, second] if second else [text]
    room = (size[1] - 16) / len(lines)
    for number, line in enumerate(lines):
        height = int(room * 0.95)
        fitted = ImageFont.truetype(FONTS / font, height)
        while fitted.getlength(line) > size[0] - 36:
            height -= 2
            fitted = ImageFont.truetype(FONTS / font, height)
        pen.text((size[0] / 2, 8 + room * (number + 0.5)), line, INK, fitted, anchor="mm")
    return face


def photo_of(  # noqa: PLR0913 - a picture has many properties
    text: str,
    *,
    second: str = "",
    font: str = "PlateCapitals.ttf",
    size: tuple[int, int] = (640, 240),
    width: int = 300,
    turn: float = 0,
    aside: float = 0,
    blur: float = 0,
    noise: float = 0,
    light: float = 1,
    glare: bool = False,
) -> Image.Image:
    """Return a picture with the plate in its middle, `width` pixels wide.

    `turn` degrees it is rotated; `aside` (0 to 1) of its far side's height is lost in perspective;
    `noise` is the deviation of each pixel; `light` 1 is day.
    """
    face = plate_face(text, second=second, font=font)
    height = round(width * face.height / face.width)
    face = face.resize((width, height), Image.Resampling.LANCZOS)
    scene = Image.new("RGB", size, ROAD)
    pen = ImageDraw.Draw(scene)
    pen.rectangle((0, size[1] * 0.18, size[0], size[1] * 0.82), fill=BUMPER)
    layer = Image.new("RGBA", size, (0, 0, 0, 0))
    layer.paste(face, ((size[0] - width) // 2, (size[1] - height) // 2))
    if aside:
        layer = layer.transform(size, Image.Transform.PERSPECTIVE, _aside(size, width, height, aside))
    layer = layer.rotate(turn, Image.Resampling.BICUBIC)
    scene.paste(layer, mask=layer)
    if glare:
        shine = Image.new("L", size, 0)
        ImageDraw.Draw(shine).ellipse(
            (size[0] * 0.52, size[1] * 0.2, size[0] * 0.72, size[1] * 0.8), fill=170
        )
        scene.paste((255, 255, 255), mask=shine.filter(ImageFilter.GaussianBlur(size[1] / 10)))
    if blur:
        scene = scene.filter(ImageFilter.GaussianBlur(blur))
    scene = ImageEnhance.Brightness(scene).enhance(light)
    return _grainy(scene, noise) if noise else scene


def packed(image: Image.Image, kind: str = "JPEG", **more: object) -> bytes:
    """Return the picture as a file."""
    out = io.BytesIO()
    image.save(out, kind, **more)  # type: ignore[arg-type]
    return out.getvalue()


def _grainy(image: Image.Image, deviation: float) -> Image.Image:
    """Return the picture as a cheap sensor has it, the same each time."""
    grain = np.random.default_rng(7).normal(0, deviation, (image.height, image.width, 3))
    return Image.fromarray(np.clip(np.asarray(image) + grain, 0, 255).astype(np.uint8))


def _aside(size: tuple[int, int], width: int, height: int, part: float) -> list[float]:
    """Return the transform that shows the plate from its left: its right side lower by this part."""
    left, top = (size[0] - width) / 2, (size[1] - height) / 2
    right, bottom = left + width, top + height
    lost = height * part / 2
    seen = [(left, top), (right, top + lost), (right, bottom - lost), (left, bottom)]
    real = [(left, top), (right, top), (right, bottom), (left, bottom)]
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(seen, real, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    flat = [side for point in real for side in point]
    return [float(value) for value in np.linalg.solve(np.asarray(rows), np.asarray(flat))]
