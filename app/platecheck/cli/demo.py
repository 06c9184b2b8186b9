"""`demo`: the sandbox and the app on it, with a data directory of its own."""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from platecheck.cli.web import PORT, announce, port_option

OFFICER = "Training"


@click.command(
    epilog="""\b
Examples:
  platecheck demo
  platecheck demo --no-browser --port 9002"""
)
@port_option
@click.option(
    "--data-dir",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the training data is kept; never that of real checks.",
)
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
def demo(*, port: int | None, data_dir: Path | None, no_browser: bool) -> None:
    """Start the app on invented data: a sandbox service and the web app, both on this machine.

    Its settings begin with the training conditions: slow network, dead zone, refused token and others.
    The last line it prints is `ready` and the address.
    """
    from platecheck.cli.exercise import SandboxExercise
    from platecheck.hosting.serve import run_web
    from platecheck.sandbox.service import SandboxServer
    from platecheck.settings import device_zone, training_directory
    from platecheck.wiring import Installation

    with ExitStack() as opened:
        if data_dir is None:
            directory = _writable(training_directory(), opened)
        else:
            directory = data_dir.expanduser().absolute()
        # Refused before the sandbox writes anything where real data is.
        _point_at(directory, "http://127.0.0.1")
        sandbox = opened.enter_context(SandboxServer(directory / "sandbox", timezone=device_zone()))
        _point_at(directory, sandbox.url)
        click.echo(f"TRAINING: invented data in {directory}\nsandbox {sandbox.url}")
        # Neither the address nor the token of a real installation may reach the demo.
        own = {name: value for name, value in os.environ.items() if not name.startswith("PLATECHECK_")}
        shown = announce if no_browser else _announce_and_open
        installation = Installation(directory, own, exercise=SandboxExercise(sandbox))
        run_web(installation, "127.0.0.1", port, usual_port=PORT, on_ready=shown)


def _writable(directory: Path, opened: ExitStack) -> Path:
    """Return the directory, or where this account cannot write there, one for this run only."""
    with suppress(OSError):
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.access(directory, os.W_OK):
        return directory
    return Path(opened.enter_context(TemporaryDirectory(prefix="platecheck-training-")))


def _point_at(directory: Path, sandbox: str) -> None:
    """Write the training settings; what the trainee changed since, as language or lot, stays."""
    from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_TOKEN, LOT_NAMES, TRAINING_LOT
    from platecheck.settings import device_zone, read_file
    from platecheck.wiring import set_up_training

    first = {} if read_file(directory) else {"officer": OFFICER, "lot": TRAINING_LOT}
    set_up_training(
        directory,
        {
            **first,
            "validation_url": sandbox,
            "controller_url": sandbox,
            "lots_url": "",
            "client": DEMO_CLIENT,
            "token": DEMO_TOKEN,
            "timezone": device_zone().key,
            "lot_names": LOT_NAMES,
        },
    )


def _announce_and_open(url: str) -> None:
    from platecheck.hosting.window import open_browser

    open_browser(url)
    announce(url)
