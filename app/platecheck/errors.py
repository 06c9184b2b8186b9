"""Every error platecheck raises, and the kinds of problem an officer can meet.

One file, longer than 300 lines, so that a reader sees the whole tree and a screen can match every case:

    PlatecheckError
    ├── BadPlate            bad_plate      the text is no plate
    ├── SettingsError                      a setting is missing or wrong
    ├── Forbidden                          this role may not do that
    ├── NoReason                           what wants a reason was given none
    ├── BadPhoto                           a file or picture that cannot be read
    ├── ReaderMissing                      no weights, or no runtime, to read plates with
    ├── BadCrop                            a picture that may not be kept with a check
    ├── BadFile                            a file of rows that is none, or too large
    ├── NotConfirmed                       an act that cannot be undone was not confirmed by its word
    ├── PushMoved                          a push that stands elsewhere than it was seen
    ├── BadFields                          what was to be pushed breaks the documents' limits
    ├── ServiceError                       the platform gave no usable answer
    │   ├── Unreachable     unreachable    no connection
    │   │   └── AddressUnknown             the name of the service leads nowhere
    │   ├── TimedOut        timeout        no answer within the deadline
    │   ├── TlsFailed       tls            the certificate was not accepted
    │   ├── PortalAnswered  portal         a sign-in page answered in its place
    │   ├── Unreadable      unreadable     an answer, but not the documents' shape
    │   ├── TooLarge        too_large      an answer over the size cap
    │   ├── Redirected      redirected     sent elsewhere; never followed
    │   ├── Refused         refused        token, right or client not accepted
    │   ├── Busy            busy           asked to come back later
    │   ├── ServiceFailed   server_error   the platform reports its own failure
    │   ├── WrongPlate      wrong_plate    the answer is for another plate
    │   ├── Rejected                       a push that the platform did not take, with its code
    │   └── OutcomeUnknown                 a push that may or may not have been applied
    └── StorageError        storage        the device could not keep or read a record
        ├── DiskFull
        ├── DatabaseDamaged
        │   └── DatabaseForeign            another program's
        ├── DatabaseTooNew
        └── KeyLost

A message is one or two sentences for a person, says what to do next, and never holds a token,
an alarm's text or a body.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class ProblemKind(StrEnum):
    """Why a check has no live answer; DOMAIN.md section 3, `problem.kind`."""

    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    TLS = "tls"
    PORTAL = "portal"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    REDIRECTED = "redirected"
    REFUSED = "refused"
    BUSY = "busy"
    SERVER_ERROR = "server_error"
    WRONG_PLATE = "wrong_plate"
    BAD_PLATE = "bad_plate"
    STORAGE = "storage"


class PlatecheckError(Exception):
    """The base of every error of ours; `str()` is a sentence that can be shown."""

    title: ClassVar[str] = "Something went wrong"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class BadPlate(PlatecheckError):
    """The text cannot be sent as a plate; `unreadable` when only its `#` stand in the way."""

    title = "Not a plate"
    kind: ClassVar[ProblemKind] = ProblemKind.BAD_PLATE

    def __init__(self, message: str, *, unreadable: bool = False) -> None:
        super().__init__(message)
        self.unreadable = unreadable


class BadPhoto(PlatecheckError):
    """The photo cannot be read: too large, damaged, or none at all."""

    title = "Not a photo"


class ReaderMissing(PlatecheckError):
    """Plates cannot be read from photos here: the weights or a runtime for them are missing."""

    title = "No plate reader"


class SettingsError(PlatecheckError):
    """A setting is missing, wrong, or cannot be stored."""

    title = "Settings"


class Forbidden(PlatecheckError):
    """The role at hand may not do that; decided below the screens too."""

    title = "Not allowed"


class NoReason(PlatecheckError):
    """An act that is answered for, such as taking a copy of the log, was given no reason."""

    title = "A reason is needed"


class BadCrop(PlatecheckError):
    """The picture of a plate is too large, no JPEG, or tells more than the plate: it is not kept."""

    title = "The picture is not kept"


class BadFile(PlatecheckError):
    """A file of rows to be pushed cannot be read as one: nothing of it was sent."""

    title = "Not such a file"


class NotConfirmed(PlatecheckError):
    """What cannot be undone wants a typed word, and another one was typed: nothing was done."""

    title = "Not confirmed"


class PushMoved(PlatecheckError):
    """A push stands elsewhere than the person saw it: what they decided may not be right any more."""

    title = "It has moved on"


class FieldReason(StrEnum):
    """Why a field cannot be sent; the limits are those of the documents' tables (`api/000_*`)."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    TOO_SHORT = "too_short"
    NOT_A_PLATE = "not_a_plate"
    NOT_A_TIME = "not_a_time"
    NO_ZONE = "no_zone"
    """A time that does not say in which zone it is."""
    NOT_A_DATE = "not_a_date"
    NOT_AN_AMOUNT = "not_an_amount"
    OUT_OF_RANGE = "out_of_range"
    NOT_A_CURRENCY = "not_a_currency"
    NOT_A_YEAR = "not_a_year"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_PROVINCE = "not_a_province"
    NOT_AN_EMAIL = "not_an_email"
    NOT_A_TEXT = "not_a_text"
    CHOOSE_ONE = "choose_one"
    """Two fields that mean the same were both given."""
    BEFORE_START = "before_start"
    NO_CHANGE = "no_change"
    CONTROL_CHARACTER = "control_character"
    COMMA = "comma"
    """It goes into a list that commas divide."""
    UNKNOWN_FIELD = "unknown_field"


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field: its name in our terms, why, the limit in characters, a sentence.

    The sentence never holds what was entered.
    """

    field: str
    reason: FieldReason
    limit: int | None
    message: str


class BadFields(PlatecheckError):
    """What was to be pushed breaks the documents' limits; one problem for each field, nothing was sent."""

    title = "Not ready to send"

    def __init__(self, message: str, *, fields: tuple[FieldProblem, ...] = ()) -> None:
        super().__init__(message)
        self.fields = fields


class ServiceError(PlatecheckError):
    """The platform gave no usable answer: could not check, never 'no permit'."""

    title = "Could not check"
    kind: ClassVar[ProblemKind] = ProblemKind.SERVER_ERROR

    def __init__(self, message: str, *, code: int | None = None, status: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.status = status


class Unreachable(ServiceError):
    """No connection could be made, or it broke before an answer."""

    title = "No connection"
    kind = ProblemKind.UNREACHABLE


class AddressUnknown(Unreachable):
    """The name in the service's address leads nowhere: mistyped, or there is no network at all."""

    title = "Address not found"


class TimedOut(ServiceError):
    """No complete answer within the deadline."""

    title = "No answer in time"
    kind = ProblemKind.TIMEOUT


class TlsFailed(ServiceError):
    """The service's certificate was not accepted."""

    title = "Certificate not accepted"
    kind = ProblemKind.TLS


class PortalAnswered(ServiceError):
    """A web page, as a Wi-Fi sign-in shows it, answered in the service's place."""

    title = "A sign-in page answered"
    kind = ProblemKind.PORTAL


class Unreadable(ServiceError):
    """An answer came that is not of the documents' shape; `body` is kept for the log."""

    title = "Unreadable answer"
    kind = ProblemKind.UNREADABLE

    def __init__(self, message: str, *, status: int | None = None, body: bytes | None = None) -> None:
        super().__init__(message, status=status)
        self.body = body


class TooLarge(ServiceError):
    """The answer passed the size cap and was dropped while streaming."""

    title = "Answer too large"
    kind = ProblemKind.TOO_LARGE


class Redirected(ServiceError):
    """The service points elsewhere; a token is never taken there."""

    title = "Sent elsewhere"
    kind = ProblemKind.REDIRECTED


class Refused(ServiceError):
    """Token, right or client was not accepted: HTTP 401 or 403, codes 9000-9002 and 9034."""

    title = "Refused by the service"
    kind = ProblemKind.REFUSED


class Busy(ServiceError):
    """HTTP 429; `retry_after_s` is what the service asked for, when it said so."""

    title = "The service is busy"
    kind = ProblemKind.BUSY

    def __init__(
        self,
        message: str,
        *,
        code: int | None = None,
        status: int | None = None,
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(message, code=code, status=status)
        self.retry_after_s = retry_after_s


class ServiceFailed(ServiceError):
    """The platform reports a failure of its own, or a code no other error covers."""

    title = "The service failed"
    kind = ProblemKind.SERVER_ERROR


class WrongPlate(ServiceError):
    """`data.plate` names another plate than the one asked: the answer is for another car."""

    title = "Answer for another plate"
    kind = ProblemKind.WRONG_PLATE

    def __init__(self, message: str, *, status: int | None = None, body: bytes | None = None) -> None:
        super().__init__(message, status=status)
        self.body = body


class Rejected(ServiceError):
    """The platform did not take a push, with one of its codes 9003-9033: nothing was changed."""

    title = "Not accepted by the service"


class OutcomeUnknown(ServiceError):
    """A push was sent and may or may not have been applied; nobody but the platform can tell.

    `kind_of_cause` is the kind of what went wrong after sending began; `body` what came of an
    answer, whole or not, None where nothing did.
    """

    title = "Outcome unknown"

    def __init__(
        self,
        message: str,
        *,
        kind_of_cause: ProblemKind = ProblemKind.TIMEOUT,
        code: int | None = None,
        status: int | None = None,
        body: bytes | None = None,
    ) -> None:
        super().__init__(message, code=code, status=status)
        self.kind_of_cause = kind_of_cause
        self.body = body


class StorageError(PlatecheckError):
    """The device could not keep or read a record."""

    title = "This device’s records"
    kind: ClassVar[ProblemKind] = ProblemKind.STORAGE


class DiskFull(StorageError):
    """No space left: nothing was written, what was there is still there."""

    title = "This device is full"


class DatabaseDamaged(StorageError):
    """The database file cannot be read as one."""

    title = "The database is damaged"


class DatabaseForeign(DatabaseDamaged):
    """The database file is another program's: nothing here to recover."""


class DatabaseTooNew(StorageError):
    """A newer platecheck wrote this database; an older one leaves it alone."""

    title = "The database is newer than this app"


class KeyLost(StorageError):
    """The key that sealed this directory is missing or another one: never replaced in silence."""

    title = "The key of this device is missing"
