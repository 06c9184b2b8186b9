"""The demo's training conditions: each is a fault of the sandbox beside it, and told as what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.conftest import ZONE, Clock

from platecheck.cli.exercise import SLOW_S, SandboxExercise
from platecheck.exercise import Condition
from platecheck.sandbox.faults import FaultMode, FaultSettings
from platecheck.sandbox.service import SandboxServer
from platecheck.sandbox.training import JUST_EXPIRED
from platecheck.way import SLOW_S as PATIENCE_S

if TYPE_CHECKING:
    from datetime import datetime

pytestmark = pytest.mark.usefixtures("sandbox")  # it mends the server after each test
DEADLINE_S = 8.0
"""When a check is given up (README, the client)."""


@pytest.mark.parametrize("condition", Condition)
def test_what_is_chosen_is_in_force(server: SandboxServer, condition: Condition) -> None:
    """Every condition can be chosen, and whoever looks next is told that one."""
    SandboxExercise(server).choose(condition)
    assert SandboxExercise(server).condition is condition
    broken = server.app.state.faults.settings != FaultSettings()
    assert broken is (condition is not Condition.NORMAL)


def test_what_was_set_at_the_sandbox_is_no_condition(server: SandboxServer) -> None:
    """A fault that no condition stands for is told as something else, and ends with the next choice."""
    exercise = SandboxExercise(server)
    server.app.state.faults.settings = FaultSettings(mode=FaultMode.WRONG_PLATE)
    assert exercise.condition is None
    exercise.choose(Condition.NORMAL)
    assert exercise.condition is Condition.NORMAL


def test_a_slow_network_still_answers() -> None:
    """A saved answer is shown before, and the check does not give up."""
    assert PATIENCE_S < SLOW_S < DEADLINE_S


def test_the_data_is_laid_out_anew(noon: datetime) -> None:
    """A permit that had just run out did so just now again; the condition stays as it is."""
    clock = Clock(noon)
    with SandboxServer(now=clock, timezone=ZONE) as server:
        exercise, database = SandboxExercise(server), server.app.state.database
        exercise.choose(Condition.PORTAL)
        (before,) = database.records_of(JUST_EXPIRED).permits
        clock.move(hours=3)
        exercise.renew()
        (after,) = database.records_of(JUST_EXPIRED).permits
        assert (before.expires[11:13], after.expires[11:13]) == ("11", "14")
        assert exercise.condition is Condition.PORTAL
