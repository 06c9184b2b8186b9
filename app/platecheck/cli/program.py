"""The program around the commands: its options, and how it ends whatever happens in one.

An error of ours is its own sentence on standard error; only `--debug` shows a traceback.
"""

from __future__ import annotations

import os
import sys
from typing import Any, NoReturn

import click

from platecheck import __version__
from platecheck.cli.check import check
from platecheck.cli.connection import test_connection
from platecheck.cli.demo import demo
from platecheck.cli.exits import Exit, of_error
from platecheck.cli.export import export
from platecheck.cli.history import history
from platecheck.cli.lots import lots
from platecheck.cli.outbox import outbox
from platecheck.cli.permits import permits
from platecheck.cli.prepare import prepare
from platecheck.cli.read import read
from platecheck.cli.recheck import recheck
from platecheck.cli.sandbox import sandbox
from platecheck.cli.settings import settings
from platecheck.cli.storage import storage
from platecheck.cli.users import users
from platecheck.cli.vehicles import vehicles
from platecheck.cli.violations import violations
from platecheck.cli.web import desktop, web
from platecheck.errors import PlatecheckError


class Program(click.Group):
    """The group of all commands; a command returns its exit code."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        """Run the command and turn whatever it raises into an exit code."""
        try:
            return super().invoke(ctx)
        except PlatecheckError as error:
            click.echo(f"Error: {error.message}", err=True)
            return of_error(error)
        except (click.exceptions.Exit, click.ClickException, click.Abort):
            raise
        except BrokenPipeError:
            # The reader has what it wanted. What is still buffered must not fail again at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return Exit.PIPE_CLOSED
        except Exception as error:  # noqa: BLE001 - the last resort: a sentence, never a traceback
            if ctx.params.get("debug"):
                sys.excepthook(type(error), error, error.__traceback__)
            # Its name, never its text: that may hold what must not be printed.
            name = type(error).__name__
            click.echo(f"Error: unexpected {name}. PLATECHECK_DEBUG=1 shows where.", err=True)
            return Exit.FAILED


@click.group(
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: platecheck check ABC123 (on a machine that is set up), or: platecheck demo",
)
@click.version_option(__version__, prog_name="platecheck")
@click.option(
    "--debug", is_flag=True, envvar="PLATECHECK_DEBUG", help="Show the traceback of an unexpected error."
)
def program(*, debug: bool) -> None:
    """Check number plates against the OPS-COM platform: type a plate, see the verdict."""
    del debug  # read in Program.invoke


_COMMANDS = (
    *(demo, web, desktop, sandbox, check, read, recheck, prepare, history, export),
    *(lots, permits, vehicles, users, violations, outbox),
    *(settings, storage, test_connection),
)
for _command in _COMMANDS:
    program.add_command(_command)


def main() -> NoReturn:
    """Run the command line and exit with its code."""
    try:
        code = program.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:
        code = Exit.INTERRUPTED
    sys.exit(code or Exit.ANSWERED)
