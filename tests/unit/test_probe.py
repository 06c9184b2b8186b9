"""The test of the connection, against services on real sockets: each fault is told apart and logged."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

import pytest

from platecheck.errors import BadPlate
from platecheck.probe import Asked, Meaning, Probe, Report
from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_NO_RIGHTS_TOKEN, DEMO_OFFICER_TOKEN, DEMO_TOKEN
from platecheck.sandbox.faults import FaultMode, FaultSettings

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Device
    from platecheck.sandbox.service import SandboxServer

PLATE = "CKRD081"


def probe(
    device: Device,
    url: str,
    *,
    controller: str = "",
    token: str = DEMO_TOKEN,
    client: str = DEMO_CLIENT,
    deadline_s: float = 30.0,
    monotonic: Callable[[], float] | None = None,
) -> Probe:
    """Return the test of a service, by default of the sandbox for both."""
    users = device._client(controller or url, token, client, deadline_s).users
    patrol = device.patrol(url, token=token, client=client, deadline_s=deadline_s)
    ticks = {} if monotonic is None else {"monotonic": monotonic}
    return Probe(patrol, users, url, controller or url, **ticks)


async def run(tested: Probe, plate: str = PLATE) -> Report:
    """Run the test about a plate."""
    return await tested.run(tested.press(plate, officer="Dana"))


@pytest.fixture
def device(device: Device) -> Device:
    """Give a device whose clock is right."""
    device.clock.at = datetime.now(UTC)
    return device


async def test_everything_works(device: Device, sandbox: SandboxServer) -> None:
    """Both answer: nothing failed, nothing drifts, and the answer on the plate is there to be shown."""
    report = await run(probe(device, sandbox.url))
    assert [(f.asked, f.meaning, f.address) for f in report.findings] == [
        (Asked.VALIDATION, Meaning.GOOD, sandbox.url),
        (Asked.CONTROLLER, Meaning.GOOD, sandbox.url),
    ]
    assert report.is_fine
    assert all(finding.took_s > 0 for finding in report.findings)
    assert report.result.answer.facts is not None


async def test_it_is_logged_as_a_test_and_never_queued(device: Device, sandbox: SandboxServer) -> None:
    """Whatever came of it the check is in the log with its reason, and no recheck waits for it."""
    tested = probe(device, sandbox.url)
    await run(tested)
    sandbox.app.state.faults.settings = FaultSettings(mode=FaultMode.DEAD)
    await run(tested, "NEVERSEEN")
    entries = await device.on_disk()
    assert [(entry.check.plate, entry.check.reason, entry.check.officer) for entry in entries] == [
        ("NEVERSEEN", "test", "Dana"),
        (PLATE, "test", "Dana"),
    ]
    assert await device.store.waiting(device.scope) == 0


@pytest.mark.parametrize(
    ("mode", "meaning", "code"),
    [
        ("dead", Meaning.UNREACHABLE, None),
        ("portal", Meaning.PORTAL, None),
        ("redirect", Meaning.REDIRECTED, None),
        ("bad", Meaning.UNREADABLE, None),
        ("busy", Meaning.BUSY, None),
        ("error", Meaning.SERVER_ERROR, None),
        ("refused", Meaning.TOKEN_UNKNOWN, 9034),
    ],
)
async def test_a_fault_of_both_is_named_for_both(
    mode: str, meaning: Meaning, code: int | None, device: Device, sandbox: SandboxServer
) -> None:
    """Each way to break the service is a meaning of its own, with the platform's code where it gave one."""
    sandbox.app.state.faults.settings = FaultSettings(mode=FaultMode(mode))
    report = await run(probe(device, sandbox.url))
    assert [(finding.meaning, finding.code) for finding in report.findings] == [(meaning, code)] * 2
    assert report.failed is report.validation
    assert not report.is_fine


@pytest.mark.parametrize(
    ("token", "client", "validation", "controller"),
    [
        (DEMO_OFFICER_TOKEN, DEMO_CLIENT, (Meaning.GOOD, None), (Meaning.LIMITED, 9002)),
        (DEMO_NO_RIGHTS_TOKEN, DEMO_CLIENT, (Meaning.NO_RIGHT, 9002), (Meaning.LIMITED, 9002)),
        ("", DEMO_CLIENT, (Meaning.NO_TOKEN, 9001), (Meaning.NO_TOKEN, 9001)),
        ("unknown", DEMO_CLIENT, (Meaning.TOKEN_UNKNOWN, 9034), (Meaning.TOKEN_UNKNOWN, 9034)),
        (DEMO_TOKEN, "", (Meaning.NO_CLIENT, 9000), (Meaning.NO_CLIENT, 9000)),
    ],
)
async def test_a_key_that_does_not_fit_is_told_by_its_code(
    token: str,
    client: str,
    validation: tuple[Meaning, int | None],
    controller: tuple[Meaning, int | None],
    device: Device,
    sandbox: SandboxServer,
) -> None:
    """A token without the right to list user types is good for checking plates; the rest is refused."""
    report = await run(probe(device, sandbox.url, token=token, client=client))
    assert [(f.meaning, f.code) for f in report.findings] == [validation, controller]
    assert report.is_fine is (validation[0] is Meaning.GOOD)


async def test_an_address_nobody_has(device: Device, sandbox: SandboxServer) -> None:
    """A name that leads nowhere is not the same as a service that does not answer; one failing is enough."""
    report = await run(probe(device, sandbox.url, controller="http://no-such-host.invalid"))
    assert report.validation.is_fine
    assert report.controller.meaning is Meaning.ADDRESS_UNKNOWN
    assert report.failed is report.controller


async def test_nobody_listens(device: Device, sandbox: SandboxServer) -> None:
    """A port nobody listens on is no connection."""
    report = await run(probe(device, "http://127.0.0.1:9", controller=sandbox.url))
    assert report.validation.meaning is Meaning.UNREACHABLE
    assert report.controller.is_fine


async def test_another_path_is_not_the_platform(device: Device, sandbox: SandboxServer) -> None:
    """What answers that it does not know the request is the wrong address."""
    report = await run(probe(device, f"{sandbox.url}/elsewhere"))
    assert {finding.meaning for finding in report.findings} == {Meaning.NOT_THERE}
    assert report.validation.status == 404


async def test_no_certificate_is_accepted(device: Device) -> None:
    """A service that cannot prove who it is is told apart from one that is not there."""

    async def plain(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(plain, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        report = await run(probe(device, f"https://127.0.0.1:{port}"))
    assert {finding.meaning for finding in report.findings} == {Meaning.TLS}


async def test_an_answer_about_another_car(device: Device, sandbox: SandboxServer) -> None:
    """It is no answer, and the controller is not blamed for it."""
    sandbox.app.state.faults.settings = FaultSettings(mode=FaultMode.WRONG_PLATE)
    report = await run(probe(device, sandbox.url))
    assert (report.validation.meaning, report.controller.meaning) == (Meaning.WRONG_PLATE, Meaning.GOOD)


async def test_no_answer_in_time(device: Device, sandbox: SandboxServer) -> None:
    """What takes longer than the deadline is a time-out of both."""
    sandbox.app.state.faults.settings = FaultSettings(mode=FaultMode.SLOW)
    report = await run(probe(device, sandbox.url, deadline_s=0.2))
    assert {finding.meaning for finding in report.findings} == {Meaning.TIMEOUT}


@pytest.mark.parametrize(("minutes", "drifts"), [(0, 0), (-5, 1), (5, 1)])
async def test_a_wrong_clock_is_told(
    minutes: int, drifts: int, device: Device, sandbox: SandboxServer
) -> None:
    """The service's clock against the device's: over two minutes either way it is said, and not a failure."""
    device.clock.move(minutes=minutes)
    report = await run(probe(device, sandbox.url))
    assert report.drifts is bool(drifts)
    assert report.failed is None
    assert report.drift is not None
    assert abs(report.drift + timedelta(minutes=minutes)) < timedelta(minutes=1)


async def test_the_controller_tells_the_time_too(device: Device, sandbox: SandboxServer) -> None:
    """Without an answer from validation the drift is the controller's word."""
    device.clock.move(hours=-1)
    report = await run(probe(device, "http://127.0.0.1:9", controller=sandbox.url))
    assert report.drifts
    nobody = await run(probe(device, "http://127.0.0.1:9"))
    assert nobody.drift is None


async def test_a_slow_answer_is_an_answer(device: Device, sandbox: SandboxServer) -> None:
    """Over two seconds it is said to be slow; the seconds are those of the clock that is handed in."""
    seconds = count(step=3)
    report = await run(probe(device, sandbox.url, monotonic=lambda: float(next(seconds))))
    assert report.slow is report.validation
    assert report.failed is None
    assert not report.is_fine


async def test_no_plate_asks_nobody(device: Device, sandbox: SandboxServer) -> None:
    """What is no plate is refused before anything is sent or logged."""
    before = sandbox.app.state.faults.api_requests
    with pytest.raises(BadPlate):
        await run(probe(device, sandbox.url), "#!")
    assert sandbox.app.state.faults.api_requests == before
    assert await device.on_disk() == []


async def test_lot_values_are_never_asked_for(device: Device, sandbox: SandboxServer) -> None:
    """A test is two requests; the lots' own address is only named."""
    before = sandbox.app.state.faults.api_requests
    tested = probe(device, sandbox.url)
    apart = Probe(tested.patrol, tested.users, sandbox.url, sandbox.url, "https://lots.example.com")
    assert (await run(apart)).lots_address == "https://lots.example.com"
    assert sandbox.app.state.faults.api_requests == before + 2
    assert (await run(tested)).lots_address == ""
