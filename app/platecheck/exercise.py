"""What goes wrong on purpose while somebody trains, as the app sees it: a condition is in force, or chosen.

Apart from the sandbox, which the app does not know: the command that starts one carries this out.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol


class Condition(StrEnum):
    """What an officer can meet on a patrol."""

    NORMAL = "normal"
    SLOW = "slow"
    """The live answer comes after a saved one was shown."""
    DEAD_ZONE = "dead_zone"
    PORTAL = "portal"
    """The sign-in page of a Wi-Fi answers for the service."""
    REFUSED = "refused"
    """The token counts for nothing any more."""
    BAD_ANSWERS = "bad_answers"
    BUSY = "busy"


class Exercise(Protocol):
    """The conditions of a demo; one for all its sessions."""

    @property
    def condition(self) -> Condition | None:
        """What is in force; None for something else, set at the sandbox itself."""

    def choose(self, condition: Condition) -> None:
        """Put a condition in force for whatever is asked from now on."""

    def renew(self) -> None:
        """Lay the invented data out around the present moment again. Blocks until that is done."""
