"""`storage`: what this device holds, what is about to go, and the purge by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from platecheck.cli.exits import Exit

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from platecheck.cli.lines import Line
    from platecheck.store.holdings import Holdings
    from platecheck.store.outlook import Clock, Outlook
    from platecheck.store.purging import Purged

_CLOCKS = (
    ("answers", "Clear answers"),
    ("hits", "Alarms and orders"),
    ("log", "The log"),
    ("crops", "Pictures of plates"),
)
_IN_HOURS = ("answers", "crops")
_WENT = (
    ("details", "details of logged answers"),
    ("lookups", "saved answers"),
    ("checks", "checks of the log"),
    ("exports", "notes of exports"),
    ("queries", "notes of plates asked about before a patrol"),
    ("crops", "pictures of plates"),
    ("walks", "summaries of walks"),
    ("pushes", "pushes that are over"),
)
_NOT_CLEAN = (
    "Another platecheck keeps old pages of the database open. Close it, then purge once more: "
    "until then they still hold what went."
)


@click.command(
    epilog="""\b
Examples:
  platecheck storage
  platecheck storage --json
  platecheck storage --purge

What goes: details of clear answers after keep_answers_hours, of alarms and orders after keep_hits_days,
rows of the log after keep_log_days, pictures of plates after keep_crops_hours (0 keeps none). A check
that waits for a live answer and an alarm nobody acknowledged never go; their pictures do."""
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object and nothing else.")
@click.option("--purge", is_flag=True, help="Let go now what is over, and say what went.")
def storage(*, as_json: bool, purge: bool) -> Exit:
    """Show what this device holds, and what goes when.

    The app purges at its start and daily, and the first command of a day does at its end.
    """
    import asyncio

    return asyncio.run(_storage(as_json=as_json, purge=purge))


async def _storage(*, as_json: bool, purge: bool) -> Exit:
    from platecheck.cli import lines
    from platecheck.cli.services import open_services

    async with open_services(purge=False) as services:
        store, zone = services.store, services.settings.zone
        went = await store.upkeep.purge() if purge else None
        holdings, outlook = await store.holdings(), await store.upkeep.outlook()
    if as_json:
        lines.write_utf8()
        lines.emit(_line(holdings, outlook, went))
    else:
        for text in (*_went(went, outlook), *_held(holdings, zone), *_due(holdings, outlook, zone)):
            click.echo(text)
    if went is not None and not went.clean:
        click.echo(_NOT_CLEAN, err=True)
        return Exit.FAILED
    return Exit.ANSWERED


def _went(went: Purged | None, outlook: Outlook) -> list[str]:
    if went is None:
        return []
    if outlook.trusted_at is None:
        return ["Nothing went: the service has not told this device the time yet.", ""]
    told = [f"{label}: {getattr(went, name)}" for name, label in _WENT if getattr(went, name)]
    return [f"Purged: {', '.join(told)}." if told else "Nothing was over.", ""]


def _held(holdings: Holdings, zone: ZoneInfo) -> list[str]:
    from dataclasses import asdict

    from platecheck.ui.texts import Words

    words = Words("en")
    counts = [(words(f"holdings.{kind}"), f"{n:,}") for kind, n in asdict(holdings.held).items()]
    told = [
        *counts,
        ("Alarms never acknowledged", f"{holdings.unacknowledged:,}"),
        (words("holdings.oldest"), _moment(holdings.oldest, zone)),
        (words("holdings.newest"), _moment(holdings.newest, zone)),
        (words("holdings.size"), f"{max(1, round(holdings.size / 1024)):,} KB"),
        (words("holdings.wiped_at"), _moment(holdings.wiped_at, zone)),
    ]
    return [f"{label:<27} {value}" for label, value in told]


def _due(holdings: Holdings, outlook: Outlook, zone: ZoneInfo) -> list[str]:
    told = [""]
    for name, label in _CLOCKS:
        clock: Clock = getattr(outlook, name)
        days, hours = clock.length.days, clock.length.total_seconds() / 3600
        head = f"{label}, {hours:g} h" if name in _IN_HOURS else f"{label}, {days} days"
        goes = f"over: {clock.over:,}, the next goes {_moment(clock.next_at, zone)}"
        told.append(f"{head:<27} kept: {clock.records:,}, {goes}")
    kept = holdings.held.queued + holdings.unacknowledged
    return [
        *told,
        f"{'Not before they are done':<27} {kept:,}",
        f"{'Last trusted time':<27} {_moment(outlook.trusted_at, zone)}",
        f"{'Saved answers expire':<27} {_moment(outlook.lease_until, zone)} without a word from the service",
        f"{'Last purge':<27} {_moment(outlook.purged_at, zone)}",
    ]


def _line(holdings: Holdings, outlook: Outlook, went: Purged | None) -> Line:
    from dataclasses import asdict

    from platecheck.cli.lines import utc

    return {
        **asdict(holdings.held),
        "unacknowledged": holdings.unacknowledged,
        "oldest_at": utc(holdings.oldest),
        "newest_at": utc(holdings.newest),
        "size": holdings.size,
        "wiped_at": utc(holdings.wiped_at),
        "clocks": {name: _clock(getattr(outlook, name)) for name, _ in _CLOCKS},
        "trusted_at": utc(outlook.trusted_at),
        "lease_until": utc(outlook.lease_until),
        "purged_at": utc(outlook.purged_at),
        "purged": None if went is None else asdict(went),
    }


def _clock(clock: Clock) -> Line:
    from platecheck.cli.lines import utc

    return {
        "length_s": clock.length.total_seconds(),
        "records": clock.records,
        "over": clock.over,
        "next_at": utc(clock.next_at),
    }


def _moment(at: datetime | None, zone: ZoneInfo) -> str:
    return "–" if at is None else f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
