"""`sandbox`: the OPS-COM-compatible service on its own, in the foreground; and its tokens."""

from __future__ import annotations

import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from platecheck.cli.sandbox_token import token

if TYPE_CHECKING:
    from platecheck.sandbox.service import SandboxServer

PORT = 8560


@click.group(
    invoke_without_command=True,
    epilog="""\b
Examples:
  platecheck sandbox
  platecheck sandbox --port 9000 --latency 1.5 --fail 0.2
  platecheck sandbox token add""",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), metavar="N", help=f"By default {PORT}, or the next that is free."
)
@click.option(
    "--data-dir",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where its database is kept; by default a temporary directory.",
)
@click.option("--latency", type=click.FloatRange(0, 600), default=0, metavar="S", help="Seconds per answer.")
@click.option(
    "--fail", type=click.FloatRange(0, 1), default=0, metavar="RATE", help="Share that fails, 0 to 1."
)
@click.pass_context
def sandbox(
    context: click.Context, *, port: int | None, data_dir: Path | None, latency: float, fail: float
) -> None:
    """Run the sandbox: invented vehicles, permits and alarms behind the platform's API."""
    if context.invoked_subcommand is not None:
        if data_dir is not None:
            raise click.UsageError("Name the directory after the command: sandbox token add --data-dir DIR.")
        return
    from platecheck.hosting.ports import take_port
    from platecheck.sandbox.service import SandboxServer

    def start(on: int) -> SandboxServer:
        return SandboxServer(data_dir, port=on, latency_s=latency, fail_rate=fail).start()

    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    server = take_port(start, port, PORT)
    try:
        _introduce(server.url)
        stopped.wait()
    finally:
        server.stop()


sandbox.add_command(token)


def _introduce(url: str) -> None:
    from platecheck.sandbox.campus import (
        DEMO_CLIENT,
        DEMO_OFFICER_TOKEN,
        DEMO_TOKEN,
        TRAINING_LOT,
        TRAINING_PLATES,
    )

    click.echo(f"sandbox {url}  (its API page: {url}/docs)")
    click.echo(f"client  {DEMO_CLIENT}")
    click.echo(f"token   {DEMO_TOKEN}  (may only check plates: {DEMO_OFFICER_TOKEN})")
    click.echo(f"\nTraining plates, seen from the lot {TRAINING_LOT}:")
    for plate, shown in TRAINING_PLATES.items():
        click.echo(f"  {plate:<8} {shown.verdict:<16} {shown.sees}")
    click.echo("\nCtrl-C ends it.")
    sys.stdout.flush()
