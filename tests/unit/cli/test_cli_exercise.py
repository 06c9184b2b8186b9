"""The demo's training conditions: each is a fault of the sandbox beside it, and told as what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from platecheck.cli.exercise import SLOW_S, SandboxExercise
from platecheck.exercise import Condition
from platecheck.opscom.request import DEADLINE_S
from platecheck.sandbox.faults import FaultMode, FaultSettings
from platecheck.way import SLOW_S as PATIENCE_S

if TYPE_CHECKING:
    from platecheck.sandbox.service import SandboxServer


@pytest.mark.parametrize("condition", Condition)
def test_what_is_chosen_is_in_force(sandbox: SandboxServer, condition: Condition) -> None:
    """Every condition can be chosen, and whoever looks next is told that one."""
    SandboxExercise(sandbox).choose(condition)
    assert SandboxExercise(sandbox).condition is condition
    broken = sandbox.app.state.faults.settings != FaultSettings()
    assert broken is (condition is not Condition.NORMAL)


def test_what_was_set_at_the_sandbox_is_no_condition(sandbox: SandboxServer) -> None:
    """A fault that no condition stands for is told as something else, and ends with the next choice."""
    exercise = SandboxExercise(sandbox)
    sandbox.app.state.faults.settings = FaultSettings(mode=FaultMode.WRONG_PLATE)
    assert exercise.condition is None
    exercise.choose(Condition.NORMAL)
    assert exercise.condition is Condition.NORMAL


def test_a_slow_network_still_answers() -> None:
    """A saved answer is shown before, and the check does not give up."""
    assert PATIENCE_S < SLOW_S < DEADLINE_S


def test_the_data_is_laid_out_anew(sandbox: SandboxServer) -> None:
    """What was deleted by hand is back; the condition stays as it is."""
    exercise, database = SandboxExercise(sandbox), sandbox.app.state.database
    exercise.choose(Condition.PORTAL)
    before = database.counts()
    exercise.renew()
    assert database.counts() == before
    assert exercise.condition is Condition.PORTAL
