"""Small pictures of plates, as a camera's crop is: real JPEG, made here."""

from __future__ import annotations

import io

from PIL import Image


def picture(width: int = 160, *, quality: int = 85, form: str = "JPEG", **more: object) -> bytes:
    """Return a picture four times as wide as it is high, full of noise: each one is another."""
    image = Image.effect_noise((width, width // 4), 60)
    data = io.BytesIO()
    image.save(data, form, quality=quality, **more)
    return data.getvalue()
