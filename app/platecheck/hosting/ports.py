"""Which port a server gets, and that it never listens beyond this machine.

Separate because the sandbox takes its port by the same rule and must not load the web edition.
"""

from __future__ import annotations

import socket
import sys
from typing import TYPE_CHECKING, TypeVar

from platecheck.addresses import is_loopback
from platecheck.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable

Server = TypeVar("Server")

TRIES = 20
"""How many ports after the usual one are tried."""


def take_port(start: Callable[[int], Server], port: int | None, usual: int) -> Server:
    """Return what `start` makes on `port`; without one, on `usual` or the next that is free.

    Raises:
        SettingsError: the port, or all that were tried, cannot be had.
    """
    wanted = [port] if port is not None else range(usual, usual + TRIES)
    for number in wanted:
        try:
            return start(number)
        except OSError as error:
            reason = error.strerror or type(error).__name__
    raise SettingsError(f"Port {wanted[0]} cannot be used: {reason}. Choose another with --port.")


def bind(host: str, port: int) -> socket.socket:
    """Return a socket that listens on a loopback host. Raises OSError, SettingsError."""
    refuse_other_machines(host)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # there it would let two servers share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen()
    except OSError:
        listening.close()
        raise
    return listening


def url_of(host: str, port: int) -> str:
    """Return the address of a server on `host`, an IPv6 one in brackets."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def refuse_other_machines(host: str) -> None:
    """Raise SettingsError unless only this machine can reach `host`."""
    if not is_loopback(url_of(host, 0)):
        raise SettingsError(
            f"platecheck does not listen on {host}: it has no logins yet, so whoever reaches the page could "
            "read the patrol log and ask with this installation's token. Use 127.0.0.1."
        )
