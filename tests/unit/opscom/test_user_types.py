"""User types, whatever PHP made of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from platecheck.opscom.users import UserType, read_user_types

if TYPE_CHECKING:
    from platecheck.opscom.tolerant import Json

STAFF = {"id": "7", "type_name": "Full Time Staff", "ext_info": "Staff"}
READ = (UserType("7", "Full Time Staff", "Staff"),)


@pytest.mark.parametrize(
    "listed",
    [
        [STAFF],
        {"0": STAFF},
        STAFF,
        [STAFF | {"id": 7}],
        [STAFF | {"colour": "red"}, None],
        [{"ID": "7", "Type_Name": " Full  Time Staff\u202e", "ext_info": "Staff"}],
    ],
)
def test_a_type_is_read_however_it_came(listed: Json) -> None:
    """Lists as objects or as their one entry, numbers as ids, other fields, other case, odd characters."""
    assert read_user_types({"status": "success", "user_types": listed}) == READ


@pytest.mark.parametrize("listed", [[], {}])
def test_no_types_are_none(listed: Json) -> None:
    """An empty list is an answer, also when PHP sends it as an object."""
    assert read_user_types({"status": "success", "user_types": listed}) == ()


@pytest.mark.parametrize(
    "value",
    [
        {"status": "success"},
        {"status": "success", "user_types": None},
        {"user_types": "Staff"},
        {"user_types": ["Staff"]},
        {"user_types": [{"name": "?"}]},
        [STAFF],
        "success",
        None,
    ],
)
def test_what_is_no_list_of_types_is_none(value: Json) -> None:
    """Neither a success without types nor rows that say nothing are taken for an answer."""
    assert read_user_types(value) is None


def test_a_missing_group_is_empty() -> None:
    """A type without `ext_info` is a type still."""
    assert read_user_types({"user_types": [{"id": 1, "type_name": "Demo"}]}) == (UserType("1", "Demo", ""),)
