"""Commands that start at once: a process that imports platecheck, and forks for every command.

Started by the tests as a process of its own (see `tests.programs.Forks`). An order is a JSON line, and so is
its answer: `args`, `env`, and the files `stdin`, `stdout`, `stderr` begin a command, answered by its process
id; `ended` with that id waits for its end, answered by its exit code.
"""

from __future__ import annotations

import atexit
import json
import os
import sys
import threading
import time
from typing import Any

import tests.preloaded  # noqa: F401 - for its imports

from platecheck.cli import main


def become(order: dict[str, Any]) -> None:
    """Be the process of an order: its files, its environment, its arguments."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC if number else os.O_RDONLY
        os.dup2(os.open(order[name], flags, 0o600), number)
    os.environ.clear()
    os.environ.update(order["env"])
    time.tzset()
    # As Python makes them at its start where the locale is UTF-8 and nobody is at a terminal.
    sys.stdin = open(0, encoding="utf-8", errors="surrogateescape", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", errors="surrogateescape", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    sys.argv = ["platecheck", *order["args"]]


def serve() -> dict[str, Any] | None:
    """Take orders until there are no more; in the process of an order, return it."""
    with (
        os.fdopen(os.dup(0), encoding="utf-8") as orders,
        os.fdopen(os.dup(1), "w", encoding="utf-8") as answers,
    ):
        for line in orders:
            order: dict[str, Any] = json.loads(line)
            if (ended := order.get("ended")) is not None:
                answer = os.waitstatus_to_exitcode(os.waitpid(ended, 0)[1])
            elif (answer := os.fork()) == 0:
                return order
            answers.write(f"{answer}\n")
            answers.flush()
    return None


def take_orders() -> None:
    """Be the process that forks, and each that it forks.

    Not run as a module: click would call every command by its name.
    """
    ordered = serve()
    if ordered is not None:
        become(ordered)
        try:
            main()
        except SystemExit as end:
            leave(end.code)


def leave(code: object) -> None:
    """End as Python does, but for taking apart all that was imported: that alone is a fifth of a command."""
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))
