"""What one HTTP reply means: a JSON value, or one of our errors.

Pure, so that recorded bodies go through exactly what a live answer goes through. The body decides
first and the HTTP status second: either failure envelope can come with 200 (DOMAIN.md section 2).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from platecheck.errors import (
    Busy,
    PortalAnswered,
    Redirected,
    Refused,
    ServiceError,
    ServiceFailed,
    TimedOut,
    Unreadable,
)
from platecheck.opscom import codes
from platecheck.opscom.tolerant import Json, NotJsonError, decode, is_blank, lookup, number, parse

_SECONDS = re.compile(r"\d{1,9}(?:\.\d{1,9})?", re.ASCII)
_MAX_CODE = 10**9

UNREADABLE = (
    "The service's answer is not in its documented form. Check again; if it stays so, tell your supervisor."
)


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole reply, read and capped, not yet understood; headers as they came, '' when missing."""

    status: int
    body: bytes = field(repr=False)
    content_type: str = ""
    date: str = ""
    retry_after: str = ""

    @property
    def server_at(self) -> datetime | None:
        """The `Date` header as aware UTC: the service's clock."""
        return _http_date(self.date)

    @property
    def retry_after_s(self) -> float | None:
        """Seconds the service asks to wait: its number, or its HTTP date counted from its own `Date`.

        The device's clock is left out of it, because it may be wrong.
        """
        text = self.retry_after.strip()
        if _SECONDS.fullmatch(text):
            return float(text)
        until, now = _http_date(text), self.server_at
        return max(0.0, (until - now).total_seconds()) if until and now else None


def value_of(reply: Reply) -> Json:
    """Return the JSON value of a success.

    Raises:
        ServiceError: every other meaning; `Unreadable` keeps the body.
    """
    status = reply.status
    if 300 <= status < 400:  # noqa: PLR2004 - the 3xx range
        raise redirected(status)
    text = decode(reply.body, reply.content_type)
    try:
        value = parse(text)
    except NotJsonError:
        raise _no_json(reply, text) from None
    reported = _reported(value)
    if reported is not None or not _is_success(status):
        raise _failure(reply, reported.code if reported else None)
    return value


def redirected(status: int) -> Redirected:
    """Return the error for any 3xx: the token is never taken anywhere else."""
    return Redirected(
        f"The service's address sends the app elsewhere (HTTP {status}). On a public Wi-Fi sign in first; "
        "otherwise check the address in Settings.",
        status=status,
    )


def error_is_zero(value: dict[str, Json]) -> bool:
    """Tell whether `error` is there and equal to 0 (`0`, `0.0`, `"0"`, `false`)."""
    return number(lookup(value, "error")) == 0


@dataclass(frozen=True, slots=True)
class _Reported:
    """A failure that the body itself reports; the code when it is a number."""

    code: int | None


def _reported(value: Json) -> _Reported | None:
    if not isinstance(value, dict):
        return None
    for name in ("ErrorCode", "error"):
        said = lookup(value, name)
        amount = number(said)
        if is_blank(said) or amount == 0:
            continue
        is_code = amount is not None and said is not True and amount.is_integer() and 0 < amount < _MAX_CODE
        return _Reported(int(amount) if amount is not None and is_code else None)
    return None


def _no_json(reply: Reply, text: str) -> ServiceError:
    if not _is_success(reply.status):
        return _failure(reply, None)
    if text and (text.startswith("<") or "html" in reply.content_type.lower()):
        return _portal(reply.status)
    return Unreadable(UNREADABLE, status=reply.status, body=reply.body)


def _failure(reply: Reply, code: int | None) -> ServiceError:
    """Return the error for a reported failure, a status that is none of success, or both."""
    status = reply.status
    if code in codes.REFUSED or status in {401, 403}:
        return _refused(status, code)
    match status:
        case 408:
            return TimedOut("The service gave up waiting (HTTP 408). Check again.", code=code, status=status)
        case 429:
            return _busy(reply, code)
        case 511:
            return _portal(status)
    return ServiceFailed(_told(status, code), code=code, status=status)


def _told(status: int, code: int | None) -> str:
    if code is not None:
        said = codes.describe(code)
        return f"The service reports error {said}. Check again; if it stays so, tell your supervisor."
    if _is_success(status):
        return "The service reports a failure of its own. Check again in a minute."
    if status >= 500:  # noqa: PLR2004 - the 5xx range
        return f"The service failed (HTTP {status}). Check again in a minute."
    return f"The service did not accept the request (HTTP {status}). Check its address in Settings."


def _refused(status: int, code: int | None) -> Refused:
    reason = codes.describe(code) if code is not None else f"HTTP {status}"
    step = (
        "Ask your supervisor for a token that has this right."
        if code == codes.NO_PERMISSION
        else "Check the client code and the token in Settings."
    )
    return Refused(f"The service refused ({reason}). {step}", code=code, status=status)


def _busy(reply: Reply, code: int | None) -> Busy:
    wait_s = reply.retry_after_s
    when = "in a minute" if wait_s is None else f"in {max(1, round(wait_s))} s"
    return Busy(
        f"The service is busy (HTTP {reply.status}). Check again {when}.",
        code=code,
        status=reply.status,
        retry_after_s=wait_s,
    )


def _portal(status: int) -> PortalAnswered:
    return PortalAnswered(
        "A web page answered instead of the service. Sign in to this Wi-Fi or leave it, then check again.",
        status=status,
    )


def _is_success(status: int) -> bool:
    return 200 <= status < 300  # noqa: PLR2004 - the 2xx range


def _http_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
        # "-0000" is UTC without saying so.
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
