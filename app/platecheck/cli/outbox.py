"""`outbox list|send|discard|settle`: what is pushed, what waits, and what nobody knows the outcome of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from platecheck.cli.exits import Exit

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from platecheck.office import Office
    from platecheck.pushes import Push

_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a push and nothing else.")
_EXITS = "Exit code: as for check; 2 also where the platform rejects one, 5: outcome unknown."


@click.group(epilog="Example: platecheck outbox list")
def outbox() -> None:
    """See what was pushed, send or discard what waits; for supervisors."""


@outbox.command(
    name="list",
    epilog="""\b
Examples:
  platecheck outbox list
  platecheck outbox list --all --json""",
)
@click.option("--all", "all_", is_flag=True, help="Also what is over: applied, rejected, discarded.")
@_JSON
def list_(*, all_: bool, as_json: bool) -> Exit:
    """Show every push that is open, newest first."""
    import asyncio

    return asyncio.run(_list(all_=all_, as_json=as_json))


@outbox.command(
    epilog=f"""\b
Examples:
  platecheck outbox send 0f6c2a52-7a3c-4a9e-9d47-0f3f4c0b1f10
  platecheck outbox send --all

{_EXITS}"""
)
@click.argument("push_id", required=False)
@click.option("--all", "all_", is_flag=True, help="Everything that waits, oldest first.")
@_JSON
def send(*, push_id: str | None, all_: bool, as_json: bool) -> Exit:
    """Send a push that waits; one whose outcome is unknown is never sent again by this."""
    import asyncio

    if all_ is (push_id is not None):
        raise click.UsageError("Name one push, or say --all.")
    return asyncio.run(_send(push_id, as_json=as_json))


@outbox.command(
    epilog="""\b
Examples:
  platecheck outbox discard 0f6c2a52-7a3c-4a9e-9d47-0f3f4c0b1f10"""
)
@click.argument("push_id")
@_JSON
def discard(*, push_id: str, as_json: bool) -> Exit:
    """Let go of a push that was not sent, or whose outcome is unknown; the platform is not asked."""
    import asyncio

    return asyncio.run(_move(push_id, lambda office: office.discard, as_json=as_json))


@outbox.command(
    epilog="""\b
Examples:
  platecheck outbox settle 0f6c2a52-7a3c-4a9e-9d47-0f3f4c0b1f10 --applied"""
)
@click.argument("push_id")
@click.option("--applied", is_flag=True, help="You found that the platform has it.")
@click.option("--not-applied", is_flag=True, help="You found that it has not: it waits again.")
@_JSON
def settle(*, push_id: str, applied: bool, not_applied: bool, as_json: bool) -> Exit:
    """Say what became of a push whose outcome is unknown, once you have found out."""
    import asyncio

    if applied is not_applied:
        raise click.UsageError("Say either --applied or --not-applied.")

    def verb(office: Office) -> Callable[[Push], Awaitable[Push]]:
        return lambda push: office.settle(push, applied=applied)

    return asyncio.run(_move(push_id, verb, as_json=as_json))


async def _list(*, all_: bool, as_json: bool) -> Exit:
    from platecheck.cli.pushing import show
    from platecheck.cli.services import open_services

    async with open_services() as services:
        found = await services.office.pushes(still_open=not all_)
        show(found, services, as_json=as_json)
        if not found:
            click.echo("Nothing was pushed." if all_ else "Nothing is open.", err=True)
        return Exit.ANSWERED


async def _send(push_id: str | None, *, as_json: bool) -> Exit:
    from platecheck.cli.exits import worst
    from platecheck.cli.pushing import exit_of, show
    from platecheck.cli.services import open_services
    from platecheck.errors import PushMoved
    from platecheck.pushes import PushState

    async with open_services() as services:
        office = services.office
        wanted = await _waiting(office) if push_id is None else [await _found(office, push_id)]
        if not wanted:
            click.echo("Nothing waits.", err=True)
        exits = []
        for push in wanted:
            try:
                sent = await office.send(push)
            except PushMoved:
                if push_id is not None:
                    raise
                continue  # another window sends or discarded it: it is theirs
            show([sent], services, as_json=as_json)
            exits.append(exit_of(sent, office.state_of(sent)))
            if sent.last.state is PushState.WAITING:
                break  # it did not arrive: the next one would not either
        return worst(exits)


async def _waiting(office: Office) -> list[Push]:
    """Return what waits, oldest first."""
    from platecheck.pushes import PushState

    still_open = reversed(await office.pushes(still_open=True))
    return [push for push in still_open if office.state_of(push) is PushState.WAITING]


async def _move(
    push_id: str, verb: Callable[[Office], Callable[[Push], Awaitable[Push]]], *, as_json: bool
) -> Exit:
    from platecheck.cli.pushing import show
    from platecheck.cli.services import open_services

    async with open_services() as services:
        push = await _found(services.office, push_id)
        show([await verb(services.office)(push)], services, as_json=as_json)
        return Exit.ANSWERED


async def _found(office: Office, push_id: str) -> Push:
    push = await office.find(push_id)
    if push is None:
        raise click.UsageError(
            f"There is no push {push_id} here. `platecheck outbox list --all` has them all."
        )
    return push
