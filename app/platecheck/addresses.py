"""What an address of the platform may be: https, or plain http on this machine only. Pure."""

from __future__ import annotations

import re

_LOOPBACK = ("localhost", "[::1]")


def is_loopback(url: str) -> bool:
    """Tell whether `url` stays on this machine."""
    return _host(url) in _LOOPBACK or bool(re.fullmatch(r"127(\.\d{1,3}){3}", _host(url)))


def checked_address(value: str) -> str:
    """Return an address without its last slash; empty stays empty. Raises ValueError with what to write."""
    if not value:
        return value
    host = _host(value)
    scheme = value.partition("://")[0].lower()
    if scheme not in {"https", "http"} or not host or re.search(r"[\s?#@]", value):
        problem = "an address looks like https://service.example.com"
        raise ValueError(problem)
    if scheme == "http" and not is_loopback(value):
        problem = "plain http is accepted for this machine only; write https://"
        raise ValueError(problem)
    return value.rstrip("/")


def _host(url: str) -> str:
    rest = url.partition("://")[2]
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0].lower()
    if authority.startswith("["):
        return authority.partition("]")[0] + "]"
    return authority.partition(":")[0]
