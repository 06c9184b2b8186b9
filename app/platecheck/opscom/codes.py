"""The platform's error codes as one table: its documented words, and what a person can do about each.

As API Error Codes in `api/000_*` lists them. Separate because screens and the client must show the
documented words, never text that came over the wire.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Code:
    """One error code: its fixed `message` ('' for a code the documents do not list) and what can be done."""

    number: int
    message: str
    advice: str


_ADVICE_UNKNOWN = "The documents do not list this code. Try again; if it stays so, tell your supervisor."

_TABLE = (
    Code(9000, "Client Code is missing from the request.", "Enter the client code in Settings."),
    Code(9001, "API Token is missing from the request.", "Enter the token in Settings."),
    Code(
        9002,
        "The supplied API token does not have permission to perform that request.",
        "Ask your OPS-COM representative for a token that has this right.",
    ),
    Code(
        9003,
        "Could not parse the request.",
        "The service could not read what was sent. Check its address in Settings, and update this app.",
    ),
    Code(9004, "End Time is a required field.", "Enter when the permit ends."),
    Code(9005, "The end time value is invalid.", "Enter the end again: a date and a time after the start."),
    Code(9006, "Plate is a required field.", "Enter the plate."),
    Code(9007, "The start time value is invalid.", "Enter the start again: a date and a time."),
    Code(
        9008,
        "Reference ID is required. On a new permit push, a reference id is returned. "
        "This is required for updates and deletes.",
        "Enter the permit’s reference, as the receipt of its push shows it.",
    ),
    Code(
        9009,
        "Record not found.",
        "Compare the reference with its receipt; the permit may have been deleted since.",
    ),
    Code(9010, "The Plate Type is required.", "Enter the plate type, by its name or its number."),
    Code(
        9011, "The province or state is required.", "Enter the province or state, by its name or its letters."
    ),
    Code(
        9012,
        "The vehicle is already in the database.",
        "Nothing needs to be sent: the platform knows this vehicle.",
    ),
    Code(9013, "A unique id is required.", "Enter the person’s unique ID."),
    Code(9014, "The login source is required.", "Enter the login source."),
    Code(
        9015,
        "The login source is invalid.",
        "Use a login source that the platform is set up with, such as OPSCOM.",
    ),
    Code(9016, "The user e-mail is required.", "A new person needs an e-mail address: enter it."),
    Code(9017, "The user's first name is required.", "A new person needs a first name: enter it."),
    Code(9018, "The user's last name is required.", "A new person needs a last name: enter it."),
    Code(
        9019,
        "The user's email address must be unique.",
        "Somebody else has this e-mail address. Enter another, or update that person.",
    ),
    Code(
        9020,
        "The user's username must be unique.",
        "Somebody else has this user name. Enter another, or update that person.",
    ),
    Code(
        9021,
        "The vehicle's plate length exceeds 50 characters.",
        "Shorten the plate to 50 characters or fewer.",
    ),
    Code(
        9022,
        "A record already exists with the supplied details.",
        "The same record is there already. Look it up before sending it again.",
    ),
    Code(
        9030,
        "The field's maximum number of characters was exceeded.",
        "Shorten the field that is too long, then send again.",
    ),
    Code(9031, "The field is required.", "Fill in what is missing, then send again."),
    Code(
        9032,
        "The field has a minimum number of characters.",
        "Complete the field that is too short, then send again.",
    ),
    Code(9033, "The field's value is invalid.", "Correct the value that is wrong, then send again."),
    Code(
        9034,
        "The API Token does not exist for the specified client.",
        "Check the client code and the token in Settings: they do not belong together.",
    ),
)

CODES = MappingProxyType({code.number: code for code in _TABLE})
"""Every documented code by its number."""

NO_CLIENT = 9000
NO_TOKEN = 9001
NO_PERMISSION = 9002
UNKNOWN_TOKEN = 9034

REFUSED = frozenset({NO_CLIENT, NO_TOKEN, NO_PERMISSION, UNKNOWN_TOKEN})
"""Client, token or right not accepted (DOMAIN.md, `problem.kind`)."""


def find(number: int) -> Code:
    """Return the entry of `number`; a code that the documents do not list keeps its number."""
    return CODES.get(number) or Code(number, "", _ADVICE_UNKNOWN)


def describe(number: int) -> str:
    """Return `number` with its documented message; an unknown code is its number alone."""
    message = find(number).message
    return f"{number}: {message.rstrip('.')}" if message else str(number)
