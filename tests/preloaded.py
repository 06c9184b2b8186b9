"""What is imported once, before apps or commands are forked, and not by each when it first needs it."""

from __future__ import annotations

import gc
from importlib import import_module

for _name in (
    *("platecheck.cli.blocks", "platecheck.cli.lines", "platecheck.cli.pushing", "platecheck.cli.services"),
    *("platecheck.copies", "platecheck.importing", "platecheck.opscom.transport", "platecheck.overdue"),
    *("platecheck.patrol_log", "platecheck.preparing", "platecheck.probe", "platecheck.reading.reader"),
    *("platecheck.runner", "platecheck.shift", "platecheck.ui.texts", "platecheck.wiring"),
    *("platecheck.cli.exercise", "platecheck.hosting.serve", "platecheck.hosting.window"),
    *("anyio._backends._asyncio", "cryptography.hazmat.primitives.ciphers.aead"),
    *("cryptography.hazmat.primitives.kdf.hkdf", "httpcore", "sqlite_utils", "tzlocal"),
    *("uvicorn.lifespan.on", "uvicorn.loops.auto", "uvicorn.protocols.http.auto"),
    *("uvicorn.protocols.websockets.websockets_sansio_impl",),
):
    import_module(_name)
gc.freeze()  # no fork goes through it again, at its end least of all
