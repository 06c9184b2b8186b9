"""The clocks as fields: saved they hold at once, and a wrong one is told its limits."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from platecheck.settings import Settings
from platecheck.settings_form import Wrong
from platecheck.ui.form import Entered
from platecheck.ui.settings.acts import CLOCKS, FormActs
from platecheck.ui.settings.fields import problem_words
from platecheck.ui.texts import LANGUAGES, words_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.unit.ui.handset import Handset

# Our fields still name their borders and buttons the way Flet is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated since version:DeprecationWarning")


async def test_a_clock_that_is_saved_holds_at_once(handset: Callable[..., Handset]) -> None:
    """Settings and open services go by it, the others stay."""
    session = await handset().open_ready()
    before = session.services.settings.retention
    acts = FormActs(session)
    acts.enter("keep_answers_hours", " 24 ")
    assert acts.changes() == {"keep_answers_hours": "24"}
    assert await acts.save()
    after = session.services.settings.retention
    assert after.answers == timedelta(hours=24)
    assert (after.hits, after.log, after.lease) == (before.hits, before.log, before.lease)
    assert not acts.is_changed


async def test_pictures_are_switched_off_by_a_zero(handset: Callable[..., Handset]) -> None:
    """No hours at all is what the field takes for it; the purge that follows lets go of what is there."""
    session = await handset().open_ready()
    acts = FormActs(session)
    acts.enter("keep_crops_hours", "0")
    assert await acts.save()
    assert session.services.settings.retention.crops == timedelta(0)


async def test_a_wrong_clock_is_told_at_its_field(handset: Callable[..., Handset]) -> None:
    """Nothing is saved, and the form leads to the section of the first that is wrong."""
    session = await handset().open_ready()
    acts, form = FormActs(session), session.state.settings.form
    acts.enter("keep_log_days", "ten")
    acts.leave("keep_log_days")
    assert acts.wrong("keep_log_days") is Wrong.NUMBER
    acts.enter("lease_days", "91")
    assert not await acts.save()
    assert (acts.wrong("keep_log_days"), acts.wrong("lease_days")) == (Wrong.NUMBER, Wrong.RANGE)
    assert form.section == "clocks"
    assert session.settings.lease_days == 7


@pytest.mark.parametrize("name", CLOCKS)
def test_the_limits_are_said_as_they_are(name: str) -> None:
    """The sentence at a field has the very numbers the setting takes, in both languages."""
    limits = {
        str(getattr(part, end))
        for part in Settings.model_fields[name].metadata
        for end in ("ge", "le")
        if hasattr(part, end)
    }
    assert len(limits) == 2
    for language in LANGUAGES:
        said = problem_words(Wrong.RANGE, name, words_in(language))
        assert limits <= set(said.replace(",", "").split())


def test_every_clock_is_in_the_form(tmp_path: Path) -> None:
    """No clock is a setting only: each has its field."""
    entered = Entered.of(Settings(data_dir=tmp_path))
    assert [getattr(entered, name) for name in CLOCKS] == ["72", "30", "24", "365", "7"]
