"""The demo's training conditions, carried out by its sandbox; only `demo` has both app and sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import httpx

from platecheck.exercise import Condition
from platecheck.sandbox.faults import FaultMode, FaultSettings

if TYPE_CHECKING:
    from platecheck.sandbox.service import SandboxServer

SLOW_S: Final = 4.0
"""Beyond the two seconds after which a saved answer is shown, within the eight of a check."""
_RENEWED_WITHIN_S: Final = 30
_FAULTS: Final = {
    Condition.NORMAL: FaultSettings(),
    Condition.SLOW: FaultSettings(mode=FaultMode.SLOW, latency_s=SLOW_S),
    Condition.DEAD_ZONE: FaultSettings(mode=FaultMode.DEAD),
    Condition.PORTAL: FaultSettings(mode=FaultMode.PORTAL),
    Condition.REFUSED: FaultSettings(mode=FaultMode.REFUSED),
    Condition.BAD_ANSWERS: FaultSettings(mode=FaultMode.BAD),
    Condition.BUSY: FaultSettings(mode=FaultMode.BUSY),
}


class SandboxExercise:
    """An `exercise.Exercise` over a running sandbox, which other trainers may set too."""

    def __init__(self, sandbox: SandboxServer) -> None:
        self._sandbox = sandbox

    @property
    def condition(self) -> Condition | None:
        """What is in force; None for something else, set at the sandbox itself."""
        in_force = self._sandbox.app.state.faults.settings
        return next((condition for condition, faults in _FAULTS.items() if faults == in_force), None)

    def choose(self, condition: Condition) -> None:
        """Put a condition in force for whatever is asked from now on."""
        self._sandbox.app.state.faults.settings = _FAULTS[condition]

    def renew(self) -> None:
        """Lay the invented data out around the present moment again. Blocks until that is done."""
        # Over its control API: only the sandbox's own thread may touch its database.
        url = f"{self._sandbox.url}/sandbox/renew"
        httpx.post(url, trust_env=False, timeout=_RENEWED_WITHIN_S).raise_for_status()
