"""The table of "Push API: User Create/Update": every field of a user, with its names and limits.

Separate because it is the longest of the documents' tables, and nothing but data.
"""

from typing import Any, Final

from platecheck.sandbox.errors import (
    EMAIL_MISSING,
    FIRST_NAME_MISSING,
    LAST_NAME_MISSING,
    LOGIN_SOURCE_INVALID,
    LOGIN_SOURCE_MISSING,
    UNIQUE_ID_MISSING,
)
from platecheck.sandbox.fields import TextField, describe_body
from platecheck.sandbox.users import USER_TYPES

# "Your supplied login source": the samples' own, and some that a site may have been supplied (ours).
LOGIN_SOURCES: Final = ("OPSCOM", "BANNER", "LDAP", "SSO")

# "alphanumeric including dashes" is not enforced: the documents' own sample contradicts it (DOMAIN.md).


def _text(longest: int | None, *names: str) -> TextField:
    return TextField(about=f"The user's {names[0].replace('_', ' ')}.", names=names, longest=longest)


def _region(*names: str) -> TextField:
    return TextField(
        about='2-character postal abbreviation, e.g. "MA".',
        names=names,
        shortest=2,
        longest=2,
        pattern="[A-Za-z]{2}",
    )


def _number(name: str, pattern: str = "[0-9]{1,9}") -> TextField:
    return TextField(about=f"A number: {name.replace('_', ' ')}.", names=(name,), pattern=pattern)


UNIQUE_ID: Final = TextField(
    about="A unique identification number of the user.",
    names=("unique_id",),
    longest=50,
    missing=UNIQUE_ID_MISSING,
)
LOGIN_SOURCE: Final = TextField(
    about="The system that the user's unique id is from.",
    names=("login_source",),
    longest=20,
    pattern="|".join(LOGIN_SOURCES),
    missing=LOGIN_SOURCE_MISSING,
    too_long=LOGIN_SOURCE_INVALID,
    invalid=LOGIN_SOURCE_INVALID,
)
EMAIL: Final = TextField(
    about="Valid email address; a new user's is required.",
    names=("email",),
    longest=100,
    pattern=r"[^@\s]+@[^@\s]+",
    missing=EMAIL_MISSING,
)
FIRST_NAME: Final = TextField(
    about="Required for a new user.", names=("first_name",), longest=50, missing=FIRST_NAME_MISSING
)
LAST_NAME: Final = TextField(
    about="Required for a new user.", names=("last_name",), longest=50, missing=LAST_NAME_MISSING
)
BORN: Final = TextField(
    about='In format "YYYY-MM-DD".',
    names=("date_of_birth",),
    shortest=10,
    longest=10,
    pattern="[0-9]{4}-[0-9]{2}-[0-9]{2}",
)
USER_FIELDS: Final[tuple[TextField, ...]] = (
    UNIQUE_ID,
    LOGIN_SOURCE,
    FIRST_NAME,
    LAST_NAME,
    _text(50, "user_name"),
    EMAIL,
    _text(None, "street"),
    _text(50, "city"),
    _region("province", "state"),
    _text(20, "postal_code", "zip"),
    _text(20, "street2"),
    _text(50, "city2"),
    _region("province2", "state2"),
    _text(20, "postal_code2", "zip2"),
    _text(20, "phone_cell"),
    _number("user_type_id", "|".join(kind.id for kind in USER_TYPES)),
    _text(50, "employ_no"),
    _text(50, "employee_phone"),
    _text(50, "student_no"),
    _text(50, "student_phone"),
    _text(255, "driver_licence_num", "driver_license_num"),
    BORN,
    _number("locker_user_type_id"),
    _region("driver_licence_prov", "driver_license_state"),
)
"""In the document's order; a field goes on file under its first name."""

_STREET: Final = ",".join(["123 Main Street, 123 Main Street", *["123 Main Street"] * 4])
_SAMPLE: Final[dict[str, str]] = {
    "unique_id": "tester23",
    "login_source": "OPSCOM",
    "first_name": "firstname",
    "last_name": "lastname",
    "user_name": "username",
    "email": "test@test.com",
    "street": _STREET,
    "city": "Everywhere",
    "province": "bc",
    "state": "NY",
    "postal_code": "HOHOHO",
    "zip": "12345-1212",
    "street2": "123 General Street",
    "city2": "Somewhere",
    "province2": "AB",
    "state2": "MA",
    "postal_code2": "A9A9A9",
    "zip2": "54321-1212",
    "phone_cell": "613-555-1212",
    "user_type_id": "6",
    "employ_no": "employee number: default",
    "employee_phone": "emp ph. klondike 555",
    "student_no": "SN 543209854",
    "student_phone": "999",
    "driver_licence_num": "QC 99999999",
    "driver_license_num": "NYNY",
    "date_of_birth": "1901-01-31",
    "locker_user_type_id": "3",
    "driver_licence_prov": "BC",
    "driver_license_state": "CA",
}

USER_BODY: Final[dict[str, Any]] = describe_body(
    "UserPushRequest", USER_FIELDS, _SAMPLE, UNIQUE_ID.names, LOGIN_SOURCE.names
)
