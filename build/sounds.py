"""Make the two sounds of `assets/sounds`: an alarm's and a DNTT's, told apart without looking.

Run by hand when they change: `python build/sounds.py`. Mono, 22 050 Hz, 16 bit.
"""

import math
import struct
import wave
from pathlib import Path

RATE = 22_050
FADE_S = 0.008


def tone(hertz: float, seconds: float, loudness: float = 0.8) -> list[float]:
    """Return one tone with soft ends and a little of its octave, so that small speakers carry it."""
    count = int(RATE * seconds)
    fade = RATE * FADE_S
    samples = []
    for i in range(count):
        t = i / RATE
        edge = min(1.0, i / fade, (count - i) / fade)
        wave_form = 0.75 * math.sin(2 * math.pi * hertz * t) + 0.25 * math.sin(4 * math.pi * hertz * t)
        samples.append(loudness * edge * wave_form)
    return samples


def pause(seconds: float) -> list[float]:
    """Return silence."""
    return [0.0] * int(RATE * seconds)


SOUNDS = {
    # Three hard two-tone calls.
    "alarm": (tone(988, 0.11) + tone(740, 0.11) + pause(0.05)) * 3,
    # Two soft rising notes.
    "dntt": tone(523, 0.14, 0.6) + pause(0.04) + tone(784, 0.22, 0.6),
}

if __name__ == "__main__":
    folder = Path(__file__).parent.parent / "assets" / "sounds"
    for name, samples in SOUNDS.items():
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(b"".join(struct.pack("<h", int(32_767 * s)) for s in samples))
        print(name, f"{len(samples) / RATE:.2f} s")
