"""A demo's conditions on the screen: what is chosen is met by the next check, and every session says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.ui.officer import ask, press

from platecheck.cli.exercise import SandboxExercise
from platecheck.errors import ProblemKind
from platecheck.exercise import Condition
from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_TOKEN
from platecheck.sandbox.faults import FaultMode, FaultSettings
from platecheck.sandbox.training import VALID
from platecheck.ui.drill import choose_condition, renew, sign_of
from platecheck.wiring import Installation, set_up_training

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from tests.unit.ui.handset import Handset

    from platecheck.sandbox.service import SandboxServer

# Our fields still name their borders and buttons the way Flet is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated since version:DeprecationWarning")


@pytest.fixture
async def installation(tmp_path: Path, sandbox: SandboxServer) -> AsyncIterator[Installation]:
    """Return a demo's installation on the sandbox."""
    directory = tmp_path / "data"
    access = {"validation_url": sandbox.url, "controller_url": sandbox.url, "timezone": "America/Toronto"}
    set_up_training(directory, access | {"client": DEMO_CLIENT, "token": DEMO_TOKEN, "officer": "Training"})
    made = Installation(directory, {}, exercise=SandboxExercise(sandbox))
    yield made
    await made.close()


@pytest.mark.parametrize(
    ("condition", "kind"),
    [
        (Condition.DEAD_ZONE, ProblemKind.UNREACHABLE),
        (Condition.PORTAL, ProblemKind.PORTAL),
        (Condition.REFUSED, ProblemKind.REFUSED),
        (Condition.BAD_ANSWERS, ProblemKind.UNREADABLE),
        (Condition.BUSY, ProblemKind.BUSY),
    ],
)
async def test_a_check_meets_the_condition_and_normal_ends_it(
    condition: Condition, kind: ProblemKind, handset: Callable[..., Handset]
) -> None:
    """NOT CHECKED, with the problem the row speaks of; after Normal the same plate is answered live."""
    page = handset()
    session = await page.open_ready()
    choose_condition(session, condition)
    await ask(page, VALID)
    result = session.state.desk.result
    assert result is not None
    assert result.answer.problem is not None
    assert result.answer.problem.kind is kind
    assert result.answer.facts is None
    choose_condition(session, Condition.NORMAL)
    await session.next_plate()
    await ask(page, VALID)
    result = session.state.desk.result
    assert result is not None
    assert result.source.value == "live"


async def test_every_session_says_what_one_chose(handset: Callable[..., Handset]) -> None:
    """The banner of another session names the condition within a second, in its own language."""
    mine, theirs = handset(), handset()
    session, other = await mine.open_ready(), await theirs.open_ready()
    assert sign_of(session) is None
    await other.person.choose("language", "fr")
    choose_condition(session, Condition.DEAD_ZONE)
    assert session.state.drill.condition is Condition.DEAD_ZONE
    await theirs.until(lambda: sign_of(other) is not None, "the other session knows")
    said = sign_of(other)
    assert said is not None
    assert said[1] == "zone sans réseau"
    late = await handset().open_ready()
    assert late.state.drill.condition is Condition.DEAD_ZONE


async def test_what_a_trainer_sets_at_the_sandbox_is_said_too(
    handset: Callable[..., Handset], sandbox: SandboxServer
) -> None:
    """A fault that is none of the conditions is no normal one."""
    page = handset()
    session = await page.open_ready()
    sandbox.app.state.faults.settings = FaultSettings(mode=FaultMode.REDIRECT)
    await page.until(lambda: session.state.drill.condition is None, "it is noticed")
    said = sign_of(session)
    assert said is not None
    assert said[1] == "set at the sandbox"


async def test_a_slow_network_shows_the_saved_answer_first(handset: Callable[..., Handset]) -> None:
    """The saved answer stands there while the live one is waited for, which then takes its place."""
    page = handset()
    session = await page.open_ready()
    await ask(page, VALID)
    await session.next_plate()
    choose_condition(session, Condition.SLOW)
    await press(session, VALID)
    desk = session.state.desk
    await page.until(lambda: desk.result is not None, "a first answer")
    assert desk.result is not None
    assert (desk.result.source.value, desk.result.final) == ("cache", False)
    await page.until(lambda: desk.result is not None and desk.result.final, "the last answer")
    assert desk.result.source.value == "live"


async def test_the_data_is_laid_out_anew_and_said(handset: Callable[..., Handset]) -> None:
    """The act is told as done."""
    session = await handset().open_ready()
    await renew(session)
    assert (session.state.drill.renewing, session.state.drill.renewed) == (False, True)


async def test_without_a_demo_there_is_nothing_to_choose(
    handset: Callable[..., Handset], installation: Installation
) -> None:
    """An installation that no demo started has no conditions, and nothing breaks it on purpose."""
    installation.exercise = None
    session = await handset().open_ready()
    choose_condition(session, Condition.DEAD_ZONE)
    await renew(session)
    assert sign_of(session) is None
    assert not session.state.drill.renewed
