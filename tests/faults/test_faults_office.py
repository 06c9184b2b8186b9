"""What is pushed through every fault: applied at most once, known or declared unknown, and never lost.

A little over 300 lines: one subject, and its table of faults.
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import pytest
from tests.faults.phone import SCOPE
from tests.faults.proxy import (
    Exchange,
    Fault,
    Proxy,
    controller_says,
    holds,
    never_ends,
    passes,
    resets,
    says,
    swallows,
    truncates,
)
from tests.series import length

from platecheck.errors import Forbidden, PushMoved
from platecheck.opscom import PushKind, read_draft
from platecheck.pushes import LONGEST, PushEvent, PushState
from platecheck.sandbox.service import SandboxServer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from tests.faults.phone import Phone

    from platecheck.opscom import Draft
    from platecheck.pushes import Push

    Told = Callable[[str, str, str], None]

PORTAL = "<!DOCTYPE html><html><body><h1>Guest Wi-Fi</h1></body></html>"


class Case(NamedTuple):
    """A fault, and what is known of a push that met it."""

    name: str
    fault: Fault
    state: PushState
    applied: bool


CASES = (
    Case("push: time-out, request sent", swallows, PushState.UNKNOWN, applied=True),
    Case("push: connected, never read", holds, PushState.UNKNOWN, applied=False),
    Case("push: reset mid-body", resets, PushState.UNKNOWN, applied=True),
    Case("push: truncated JSON", truncates, PushState.UNKNOWN, applied=True),
    Case("push: endless body", never_ends, PushState.UNKNOWN, applied=False),
    Case("push: sign-in page with 200", says(200, PORTAL), PushState.UNKNOWN, applied=False),
    Case(
        "push: success without a reference",
        says(200, {"status": "success"}),
        PushState.UNKNOWN,
        applied=False,
    ),
    Case("push: HTTP 500", says(500, {"message": "Server Error"}), PushState.UNKNOWN, applied=False),
    Case("push: HTTP 403", says(403, {"message": "Forbidden."}), PushState.WAITING, applied=False),
    Case("push: HTTP 429", says(429, {}, "Retry-After: 60"), PushState.WAITING, applied=False),
    Case("push: code 9002", controller_says(9002, 403), PushState.WAITING, applied=False),
    Case("push: code 9034 with 200", controller_says(9034, 200), PushState.WAITING, applied=False),
    Case("push: code 9022", controller_says(9022, 409), PushState.REJECTED, applied=False),
    Case("push: code 9005 with 200", controller_says(9005, 200), PushState.REJECTED, applied=False),
    Case(
        "push: redirected", says(302, "", "Location: http://127.0.0.1:9/"), PushState.WAITING, applied=False
    ),
)


@pytest.fixture
def service_process(tmp_path: Path) -> Iterator[str]:
    """Run the sandbox as a process of its own."""
    command = [Path(sys.executable).with_name("platecheck"), "sandbox", "--port", "0"]
    process = subprocess.Popen(  # noqa: S603 - our own console script
        [*command, "--data-dir", tmp_path / "platform"], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    yield process.stdout.readline().split()[1]
    process.kill()
    process.communicate()


def permit(plate: str) -> Draft:
    """Return a permit of an hour for a plate."""
    now = datetime.now(UTC)
    fields = {"plate": plate, "starts_at": now.isoformat(), "ends_at": (now + timedelta(hours=1)).isoformat()}
    return read_draft(PushKind.PERMIT_CREATE, fields)


def vehicle(plate: str) -> Draft:
    """Return a vehicle."""
    return read_draft(PushKind.VEHICLE_CREATE, {"plate": plate, "plate_type": "Passenger", "prov": "ON"})


def person(unique_id: str) -> Draft:
    """Return a person."""
    fields = {"unique_id": unique_id, "login_source": "OPSCOM", "email": f"{unique_id}@example.com"}
    return read_draft(PushKind.PERSON_PUSH, fields | {"first_name": "Ada", "last_name": "Byron"})


def on_file(platform: Path) -> dict[str, int]:
    """Count what was pushed by plate and person, as the platform has it."""
    with closing(sqlite3.connect(platform / "sandbox.sqlite3")) as db:
        rows = db.execute(
            "SELECT plate, count(*) FROM pushed_permits GROUP BY 1"
            " UNION ALL SELECT plate, count(*) FROM vehicles WHERE NOT demo GROUP BY 1"
            " UNION ALL SELECT unique_id, count(*) FROM users GROUP BY 1"
        )
        return {str(name): int(number) for name, number in rows}


async def until(true: Callable[[], Awaitable[bool]]) -> None:
    """Wait for something that only looking again and again can tell."""
    async with asyncio.timeout(20):
        while not await true():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.005)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_a_fault_between_office_and_platform(
    phone: Phone, between: Proxy, tmp_path: Path, told: Told, case: Case
) -> None:
    """It is said what is certain; nothing goes again by itself, and what is unknown not even when asked."""
    office = phone.office(between.url)
    with between.failing(case.fault):
        push = await office.push(permit("PUSH1"))
    assert push.last.state is case.state
    assert push.last.message
    assert on_file(tmp_path / "platform") == ({"PUSH1": 1} if case.applied else {})
    assert await office.find(push.id) == push
    if case.state is PushState.WAITING:
        push = await office.send(push)
        assert push.last.state is PushState.APPLIED
    else:
        with pytest.raises(PushMoved):
            await office.send(push)
    told(case.name, case.state.value.upper(), "the push and its outcome")


async def test_what_never_arrived_waits(phone: Phone, tmp_path: Path, told: Told) -> None:
    """Nobody listens: nothing was sent, and it goes once somebody does."""
    with SandboxServer(tmp_path / "platform") as server:
        url, port = server.url, urlsplit(server.url).port or 0
    office = phone.office(url)
    push = await office.push(permit("PUSH1"))
    assert (push.last.state, push.last.problem) == (PushState.WAITING, "unreachable")
    assert [one.id for one in await office.pushes(still_open=True)] == [push.id]
    with SandboxServer(tmp_path / "platform", port=port):
        sent = await office.send(push)
        assert sent.last.state is PushState.APPLIED
        assert sent.last.reference
        with pytest.raises(PushMoved):
            await office.send(push)
    assert on_file(tmp_path / "platform") == {"PUSH1": 1}
    told("push: connection refused", "WAITING", "the push, sent once later")


async def test_who_leaves_meanwhile_loses_no_outcome(phone: Phone, between: Proxy, told: Told) -> None:
    """The screen is gone before the answer: the attempt comes to its end, and its outcome is on record."""
    office = phone.office(between.url)
    push = await office.write_down(permit("PUSH1"))
    leaving = asyncio.ensure_future(office.send(push))

    async def stands_at(*states: PushState) -> bool:
        return (await office.find(push.id) or push).last.state in states

    await until(lambda: stands_at(PushState.SENDING, PushState.APPLIED))
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    await until(lambda: stands_at(PushState.APPLIED))
    told("push: the screen is left meanwhile", "nothing", "the push and its outcome")


async def test_an_outcome_that_comes_after_a_decision_counts(
    phone: Phone, between: Proxy, tmp_path: Path, told: Told
) -> None:
    """Somebody took a slow attempt for lost and let it wait again: it was applied, and is not sent twice."""
    office, other = phone.office(between.url), phone.office(between.url)
    waiting, go_on = threading.Event(), threading.Event()

    def slow(exchange: Exchange) -> None:
        answer = exchange.answer()
        waiting.set()
        go_on.wait(20)
        exchange.send(answer)

    phone.deadline_s = 20
    with between.failing(slow):
        push = await phone.office(between.url).write_down(permit("PUSH1"))
        sending = asyncio.ensure_future(office.send(push))
        await asyncio.to_thread(waiting.wait, 20)
        seen = await other.find(push.id)
        assert seen is not None
        phone.offset = LONGEST + timedelta(seconds=1)
        again = await other.settle(seen, applied=False)
        assert again.last.state is PushState.WAITING
        go_on.set()
        assert (await sending).last.state is PushState.APPLIED
    with pytest.raises(PushMoved):
        await other.send(again)
    assert on_file(tmp_path / "platform") == {"PUSH1": 1}
    told("push: taken for lost while it was sent", "WAITING, then APPLIED", "its outcome; sent once")


@pytest.mark.parametrize("state", [PushState.SENDING, PushState.UNKNOWN])
async def test_what_is_being_sent_is_not_edited(phone: Phone, between: Proxy, state: PushState) -> None:
    """An edit lets a push wait, and what waits is sent: it would be applied twice."""
    office = phone.office(between.url)
    push = await office.write_down(permit("PUSH1"))
    push = await phone.store.outbox.move(SCOPE, push, PushEvent(state, phone.clock()))
    with pytest.raises(PushMoved):
        await office.edit(push, permit("PUSH2"))


async def test_two_who_send_the_same_send_it_once(phone: Phone, between: Proxy, tmp_path: Path) -> None:
    """Two windows of one device, or two processes: one of them is told that it moved on."""
    office, other = phone.office(between.url), phone.office(between.url)
    push = await office.write_down(permit("PUSH1"))
    came = await asyncio.gather(office.send(push), other.send(push), return_exceptions=True)
    assert sorted(type(one).__name__ for one in came) == ["Push", "PushMoved"]
    assert on_file(tmp_path / "platform") == {"PUSH1": 1}


async def test_an_attempt_that_was_killed_is_unknown(phone: Phone, between: Proxy, told: Told) -> None:
    """After the longest attempt it counts as unknown; a person finds out and says so."""
    office = phone.office(between.url)
    push = await office.write_down(permit("PUSH1"))
    step = PushEvent(PushState.SENDING, phone.clock())
    left = await phone.store.outbox.move(SCOPE, push, step)  # as a process that died then leaves it
    assert office.state_of(left) is PushState.SENDING
    with pytest.raises(PushMoved):
        await office.settle(left, applied=True)
    phone.offset = LONGEST + timedelta(seconds=1)
    assert office.state_of(left) is PushState.UNKNOWN
    with pytest.raises(PushMoved):
        await office.send(left)
    waiting = await office.settle(left, applied=False)
    assert (await office.send(waiting)).last.state is PushState.APPLIED
    told("push: killed while it is sent", "UNKNOWN", "the push, to be settled by a person")


async def test_an_officer_is_refused_below_the_screens(phone: Phone, between: Proxy, tmp_path: Path) -> None:
    """Nothing is written, nothing is sent, and nothing exported."""
    office, overdue = (
        phone.office(between.url, supervisor=False),
        phone.overdue(between.url, supervisor=False),
    )
    for verb in (
        office.push(permit("PUSH1")),
        office.write_down(permit("PUSH1")),
        office.stats(),
        office.pushes(),
    ):
        with pytest.raises(Forbidden):
            await verb
    with pytest.raises(Forbidden):
        await overdue.export(tmp_path / "exports", confirm=SCOPE.client)
    assert await phone.office(between.url).pushes() == []
    assert (between.met, (tmp_path / "exports").exists()) == (0, False)


async def test_many_pushes_through_a_bad_network(
    phone: Phone, tmp_path: Path, told: Told, service_process: str
) -> None:
    """Each is applied at most once, and every outcome is known or declared unknown."""
    plates = length(1640)
    chance = random.Random(6)  # noqa: S311 - the same moments in every run
    faults = (
        swallows,
        resets,
        truncates,
        says(500, {}),
        says(200, PORTAL),
        controller_says(9033, 400),
        says(429, {}),
    )

    def sometimes(exchange: Exchange) -> None:
        (chance.choice(faults) if chance.random() < 0.05 else passes)(exchange)

    with Proxy(urlsplit(service_process).port or 0) as proxy:
        proxy.fault = sometimes
        office = phone.office(proxy.url)
        outcomes: dict[str, Push] = {}

        async def mixed(number: int) -> None:
            name = f"MIX{number:04}"
            make = (permit, permit, permit, permit, permit, permit, vehicle, person)[number % 8]
            outcomes[name] = push = await office.push(make(name))
            if push.last.state is PushState.APPLIED and number % 4 == 0:
                fields = {"reference": push.last.reference, "amount": "2.50", "currency": "CAD"}
                await office.push(read_draft(PushKind.PERMIT_UPDATE, fields))
            elif push.last.state is PushState.WAITING:
                outcomes[name] = await office.send(push)

        for first in range(0, plates, 4):
            await asyncio.gather(*(mixed(number) for number in range(first, first + 4)))
    found = on_file(tmp_path / "platform")
    assert set(found.values()) == {1}
    for name, push in outcomes.items():
        if push.last.state is PushState.APPLIED:
            assert name in found
        elif push.last.state is not PushState.UNKNOWN:
            assert name not in found
    everything = await phone.store.outbox.pushes(SCOPE, limit=5000)
    assert len(everything) >= 1.2 * plates  # an applied permit in four is changed too
    states = {state: sum(push.last.state is state for push in everything) for state in PushState}
    assert not states[PushState.SENDING]
    assert states[PushState.UNKNOWN]
    told(
        f"{len(everything):,} pushes, 5 % of them through a fault",
        f"{states[PushState.UNKNOWN]} unknown, {states[PushState.REJECTED]} rejected",
        f"each at most once, {states[PushState.APPLIED]} applied",
    )
