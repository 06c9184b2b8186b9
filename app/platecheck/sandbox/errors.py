"""The documents' error codes, their fixed messages and the two failure envelopes.

Separate because every family of the API answers failures from this one table, and because it
must not be the client's own table: two readings of the same page are what a contract test compares.
"""

from typing import Final

CLIENT_MISSING: Final = 9000
TOKEN_MISSING: Final = 9001
NOT_PERMITTED: Final = 9002
UNPARSABLE: Final = 9003
END_MISSING: Final = 9004
END_INVALID: Final = 9005
PLATE_MISSING: Final = 9006
START_INVALID: Final = 9007
REFERENCE_MISSING: Final = 9008
NOT_FOUND: Final = 9009
PLATE_TYPE_MISSING: Final = 9010
PROVINCE_MISSING: Final = 9011
VEHICLE_KNOWN: Final = 9012
UNIQUE_ID_MISSING: Final = 9013
LOGIN_SOURCE_MISSING: Final = 9014
LOGIN_SOURCE_INVALID: Final = 9015
EMAIL_MISSING: Final = 9016
FIRST_NAME_MISSING: Final = 9017
LAST_NAME_MISSING: Final = 9018
EMAIL_TAKEN: Final = 9019
USERNAME_TAKEN: Final = 9020
PLATE_TOO_LONG: Final = 9021
SAME_RECORD: Final = 9022
FIELD_TOO_LONG: Final = 9030
FIELD_MISSING: Final = 9031
FIELD_TOO_SHORT: Final = 9032
FIELD_INVALID: Final = 9033
TOKEN_UNKNOWN: Final = 9034

# "API Error Codes" of the platform's documents, word for word.
MESSAGES: Final[dict[int, str]] = {
    CLIENT_MISSING: "Client Code is missing from the request.",
    TOKEN_MISSING: "API Token is missing from the request.",
    NOT_PERMITTED: "The supplied API token does not have permission to perform that request.",
    UNPARSABLE: "Could not parse the request.",
    END_MISSING: "End Time is a required field.",
    END_INVALID: "The end time value is invalid.",
    PLATE_MISSING: "Plate is a required field.",
    START_INVALID: "The start time value is invalid.",
    REFERENCE_MISSING: "Reference ID is required. On a new permit push, a reference id is returned. "
    "This is required for updates and deletes.",
    NOT_FOUND: "Record not found.",
    PLATE_TYPE_MISSING: "The Plate Type is required.",
    PROVINCE_MISSING: "The province or state is required.",
    VEHICLE_KNOWN: "The vehicle is already in the database.",
    UNIQUE_ID_MISSING: "A unique id is required.",
    LOGIN_SOURCE_MISSING: "The login source is required.",
    LOGIN_SOURCE_INVALID: "The login source is invalid.",
    EMAIL_MISSING: "The user e-mail is required.",
    FIRST_NAME_MISSING: "The user's first name is required.",
    LAST_NAME_MISSING: "The user's last name is required.",
    EMAIL_TAKEN: "The user's email address must be unique.",
    USERNAME_TAKEN: "The user's username must be unique.",
    PLATE_TOO_LONG: "The vehicle's plate length exceeds 50 characters.",
    SAME_RECORD: "A record already exists with the supplied details.",
    FIELD_TOO_LONG: "The field's maximum number of characters was exceeded.",
    FIELD_MISSING: "The field is required.",
    FIELD_TOO_SHORT: "The field has a minimum number of characters.",
    FIELD_INVALID: "The field's value is invalid.",
    TOKEN_UNKNOWN: "The API Token does not exist for the specified client.",
}

# DOMAIN.md, section 2: the documents name codes, never HTTP statuses; every other code is a 400.
_STATUSES: Final[dict[int, int]] = {
    TOKEN_MISSING: 401,
    TOKEN_UNKNOWN: 401,
    NOT_PERMITTED: 403,
    NOT_FOUND: 404,
    VEHICLE_KNOWN: 409,
    EMAIL_TAKEN: 409,
    USERNAME_TAKEN: 409,
    SAME_RECORD: 409,
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
