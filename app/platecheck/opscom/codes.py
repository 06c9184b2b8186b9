"""The platform's error codes and their fixed messages, as API Error Codes in `api/000_*` lists them.

Separate because screens and the client must show the documented words, never text that came over the wire.
"""

from __future__ import annotations

from types import MappingProxyType

MESSAGES = MappingProxyType(
    {
        9000: "Client Code is missing from the request.",
        9001: "API Token is missing from the request.",
        9002: "The supplied API token does not have permission to perform that request.",
        9003: "Could not parse the request.",
        9004: "End Time is a required field.",
        9005: "The end time value is invalid.",
        9006: "Plate is a required field.",
        9007: "The start time value is invalid.",
        9008: "Reference ID is required. On a new permit push, a reference id is returned. "
        "This is required for updates and deletes.",
        9009: "Record not found.",
        9010: "The Plate Type is required.",
        9011: "The province or state is required.",
        9012: "The vehicle is already in the database.",
        9013: "A unique id is required.",
        9014: "The login source is required.",
        9015: "The login source is invalid.",
        9016: "The user e-mail is required.",
        9017: "The user's first name is required.",
        9018: "The user's last name is required.",
        9019: "The user's email address must be unique.",
        9020: "The user's username must be unique.",
        9021: "The vehicle's plate length exceeds 50 characters.",
        9022: "A record already exists with the supplied details.",
        9030: "The field's maximum number of characters was exceeded.",
        9031: "The field is required.",
        9032: "The field has a minimum number of characters.",
        9033: "The field's value is invalid.",
        9034: "The API Token does not exist for the specified client.",
    }
)

NO_CLIENT = 9000
NO_TOKEN = 9001
NO_PERMISSION = 9002
UNKNOWN_TOKEN = 9034

REFUSED = frozenset({NO_CLIENT, NO_TOKEN, NO_PERMISSION, UNKNOWN_TOKEN})
"""Client, token or right not accepted (DOMAIN.md, `problem.kind`)."""


def describe(code: int) -> str:
    """Return `code` with its documented message; an unknown code is its number alone."""
    message = MESSAGES.get(code)
    return f"{code}: {message.rstrip('.')}" if message else str(code)
