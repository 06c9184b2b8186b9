"""What a command's exit code means, and which one several plates end in.

Separate because every command and the program around them must agree on it.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from platecheck.errors import OutcomeUnknown, ProblemKind, Refused, ServiceError, StorageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from platecheck.answers import Result
    from platecheck.errors import PlatecheckError
    from platecheck.verdict import Headline


class Exit(IntEnum):
    """The exit codes of issue 2; FAILED is also what an unexpected error ends in."""

    ANSWERED = 0
    FAILED = 1
    """A check could not be written to the log."""
    BAD_USAGE = 2
    NOT_CHECKED = 3
    REFUSED = 4
    """By the service, even when a saved answer is shown."""
    OUTCOME_UNKNOWN = 5
    """A push was sent, and nobody knows what came of it."""
    INTERRUPTED = 130
    PIPE_CLOSED = 141


_WORST_FIRST = (
    *(Exit.FAILED, Exit.OUTCOME_UNKNOWN, Exit.REFUSED),
    *(Exit.NOT_CHECKED, Exit.BAD_USAGE, Exit.ANSWERED),
)


def worst(exits: Iterable[Exit]) -> Exit:
    """Return the worst of several exits: 1, then 5, 4, 3, 2, 0."""
    return min(exits, key=_WORST_FIRST.index, default=Exit.ANSWERED)


def of_error(error: PlatecheckError) -> Exit:
    """Return the exit of a command that an error of ours ended."""
    if isinstance(error, StorageError):
        return Exit.FAILED
    if isinstance(error, OutcomeUnknown):
        return Exit.OUTCOME_UNKNOWN
    if isinstance(error, Refused):
        return Exit.REFUSED
    return Exit.NOT_CHECKED if isinstance(error, ServiceError) else Exit.BAD_USAGE


def of_result(result: Result, headline: Headline) -> Exit:
    """Return the exit of one check that was shown as `headline`."""
    problem = result.answer.problem
    if result.unsaved is not None:
        return Exit.FAILED
    if problem is not None and problem.kind is ProblemKind.REFUSED:
        return Exit.REFUSED
    return Exit.NOT_CHECKED if headline == "not_checked" else Exit.ANSWERED
