"""Commands that start at once: a process that imports platecheck, and forks for every command.

Started by the tests as a process of its own. An order is a JSON line: `args`, `env`, and the files `stdin`,
`stdout`, `stderr`; the answer is the command's exit code, as a JSON line.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from typing import Any

import tests.preloaded  # noqa: F401 - for its imports

from platecheck.cli import main

PATIENCE_S = 60
"""A command that runs on after that is ended."""


def become(order: dict[str, Any]) -> None:
    """Be the process of an order: its files, its environment, its arguments."""
    signal.alarm(PATIENCE_S)
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
    orders = os.fdopen(os.dup(0), encoding="utf-8")
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    for line in orders:
        order: dict[str, Any] = json.loads(line)
        pid = os.fork()
        if pid == 0:
            return order
        answers.write(f"{os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])}\n")
        answers.flush()
    return None


def take_orders() -> None:
    """Be the process that forks, and each that it forks.

    Not run as a module: click would call every command by its name.
    """
    ordered = serve()
    if ordered is not None:
        become(ordered)
        main()
