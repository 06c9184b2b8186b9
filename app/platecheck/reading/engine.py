"""What runs the nets, behind one small protocol: another engine can be added without touching a caller.

ONNX Runtime where it imports, else OpenCV 5; both give the same plates (a unit test).
"""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING, Protocol

from platecheck.errors import ReaderMissing
from platecheck.reading.weights import DETECTOR, RECOGNISER, weight

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from platecheck.reading import Reading

    Array = NDArray[np.float32]

log = logging.getLogger(__name__)

THREADS = 2
"""A handheld's fast cores; more threads make a photo no faster and the rest of the app slower."""


class Engine(Protocol):
    """Runs the two nets."""

    def detect(self, picture: Array) -> Array:
        """Return (height, width): how likely each pixel of `picture` (1, 3, height, width) is text."""
        ...

    def recognise(self, lines: Array) -> Array:
        """Return (n, steps, classes): the class of each step of `lines` (n, 3, 48, width)."""
        ...


class OnnxEngine:
    """ONNX Runtime."""

    def __init__(self) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = THREADS
        options.enable_cpu_mem_arena = False  # pictures differ in size: an arena would keep the largest
        options.log_severity_level = 3
        # Waiting threads must not spin: the app and its screens run on the same two cores.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")

        def session(name: str) -> onnxruntime.InferenceSession:
            return onnxruntime.InferenceSession(str(weight(name)), options, ["CPUExecutionProvider"])

        self._detector, self._recogniser = session(DETECTOR), session(RECOGNISER)

    def detect(self, picture: Array) -> Array:
        """See `Engine`."""
        (found,) = self._detector.run(None, {self._detector.get_inputs()[0].name: picture})
        return found[0, 0]  # type: ignore[no-any-return]

    def recognise(self, lines: Array) -> Array:
        """See `Engine`."""
        (found,) = self._recogniser.run(None, {self._recogniser.get_inputs()[0].name: lines})
        return found  # type: ignore[no-any-return]


class OpenCvEngine:
    """OpenCV's own runtime; it loads these nets from version 5 on."""

    def __init__(self) -> None:
        import cv2

        self._detector = cv2.dnn.readNetFromONNX(str(weight(DETECTOR)))
        self._recogniser = cv2.dnn.readNetFromONNX(str(weight(RECOGNISER)))

    def detect(self, picture: Array) -> Array:
        """See `Engine`."""
        self._detector.setInput(picture)
        return self._detector.forward()[0, 0]  # type: ignore[no-any-return]

    def recognise(self, lines: Array) -> Array:
        """See `Engine`."""
        self._recogniser.setInput(lines)
        return self._recogniser.forward()  # type: ignore[return-value]


ENGINES: tuple[Callable[[], Engine], ...] = (OnnxEngine, OpenCvEngine)
"""By preference."""
MISSING = (
    "Plates cannot be read from photos on this device: neither onnxruntime nor OpenCV 5 can be used. "
    "Type the plate."
)


def load() -> Callable[..., Reading]:
    """Import what reads a photo, and return it: `pipeline.read_photo`. Raises ReaderMissing."""
    try:
        import PIL.Image  # noqa: F401 - loaded, no more

        from platecheck.reading.pipeline import read_photo
    except ImportError as error:
        log.info("photos cannot be read: %s", type(error).__name__)
        raise ReaderMissing(MISSING) from None
    return read_photo


@cache
def open_engine() -> Engine:
    """Return the process's engine, loaded at the first call, which takes about half a second.

    Raises:
        ReaderMissing: no weights, or no runtime that takes them.
    """
    for make in ENGINES:
        try:
            return make()
        except ReaderMissing:
            raise
        except Exception as error:  # noqa: BLE001 - a runtime that is missing or broken in any way: the next
            log.info("%s cannot be used: %s", make, type(error).__name__)
    raise ReaderMissing(MISSING)
