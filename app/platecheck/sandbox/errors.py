"""The documents' error codes, their fixed messages and the two failure envelopes.

Separate because every family of the API answers failures from this one table, and because it
must not be the client's own table: two readings of the same page are what a contract test compares.
"""

from typing import Final

CLIENT_MISSING: Final = 9000
TOKEN_MISSING: Final = 9001
NOT_PERMITTED: Final = 9002
UNPARSABLE: Final = 9003
PLATE_MISSING: Final = 9006
NOT_FOUND: Final = 9009
PLATE_TOO_LONG: Final = 9021
FIELD_TOO_LONG: Final = 9030
FIELD_INVALID: Final = 9033
TOKEN_UNKNOWN: Final = 9034

# "API Error Codes" of the platform's documents, word for word.
MESSAGES: Final[dict[int, str]] = {
    CLIENT_MISSING: "Client Code is missing from the request.",
    TOKEN_MISSING: "API Token is missing from the request.",
    NOT_PERMITTED: "The supplied API token does not have permission to perform that request.",
    UNPARSABLE: "Could not parse the request.",
    9004: "End Time is a required field.",
    9005: "The end time value is invalid.",
    PLATE_MISSING: "Plate is a required field.",
    9007: "The start time value is invalid.",
    9008: "Reference ID is required. On a new permit push, a reference id is returned. "
    "This is required for updates and deletes.",
    NOT_FOUND: "Record not found.",
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
    PLATE_TOO_LONG: "The vehicle's plate length exceeds 50 characters.",
    9022: "A record already exists with the supplied details.",
    FIELD_TOO_LONG: "The field's maximum number of characters was exceeded.",
    9031: "The field is required.",
    9032: "The field has a minimum number of characters.",
    FIELD_INVALID: "The field's value is invalid.",
    TOKEN_UNKNOWN: "The API Token does not exist for the specified client.",
}

# DOMAIN.md, section 2: the documents name codes, never HTTP statuses; every other code is a 400.
_STATUSES: Final[dict[int, int]] = {
    TOKEN_MISSING: 401,
    TOKEN_UNKNOWN: 401,
    NOT_PERMITTED: 403,
    NOT_FOUND: 404,
    9012: 409,
    9019: 409,
    9020: 409,
    9022: 409,
}

_VALIDATION_PATHS: Final = "/api/v1/validate"


class RefusedRequestError(Exception):
    """A request answered with one of the documents' codes."""

    def __init__(self, code: int) -> None:
        """Keep the code; the HTTP status follows DOMAIN.md's map."""
        super().__init__(MESSAGES[code])
        self.code = code
        self.status = status_of(code)


def status_of(code: int) -> int:
    """Give the HTTP status that goes with a document's code (DOMAIN.md, section 2)."""
    return _STATUSES.get(code, 400)


def envelope(path: str, code: int) -> dict[str, object]:
    """Build the failure body for a path: the validation service's, or the controller's everywhere else.

    Documents: "API Error Codes" (controller), "Pull API: Plate Validation", Response Values.
    """
    if path.startswith(_VALIDATION_PATHS):
        return {"error": code, "data": None, "message": MESSAGES[code]}
    return {"ErrorCode": code, "ErrorMessage": MESSAGES[code]}
