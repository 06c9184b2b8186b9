"""What an address of the platform may be: https, or plain http on this machine only. Pure."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

_FORM = "an address looks like https://service.example.com"


class PlainHttp(ValueError):
    """An address that would send the token readable over a network."""


def is_loopback(url: str) -> bool:
    """Tell whether `url` stays on this machine."""
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def checked_address(value: str) -> str:
    """Return an address without its last slash. Raises ValueError with what to write."""
    try:
        parts = urlsplit(value)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    # Letters, digits and the few marks a host, a port and a path need: no spaces, credentials or queries.
    if not usable or not re.fullmatch(
        r"(?i:https?)://(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(:\d+)?(/[A-Za-z0-9._~/-]*)?", value
    ):
        raise ValueError(_FORM)
    if parts.scheme == "http" and not is_loopback(value):
        problem = "plain http is accepted for this machine only; write https://"
        raise PlainHttp(problem)
    return value.rstrip("/")
