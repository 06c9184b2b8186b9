"""Push API: User Create/Update (`api/000_*`): what is sent."""

from __future__ import annotations

from typing import ClassVar

from platecheck.opscom.fields import (
    Day,
    Email,
    Id,
    Province,
    Required20,
    Required50,
    Text,
    Text20,
    Text50,
    Text255,
)
from platecheck.opscom.kinds import PushKind
from platecheck.opscom.outgoing import Outgoing


class PersonDraft(Outgoing):
    """A person who is new, or known by `unique_id` and then updated; what is left out stays as it is.

    The platform wants e-mail, first and last name of a new person (codes 9016-9018); a draft does not,
    because only the platform knows who is new. The document's "alphanumeric including dashes" is
    contradicted by its own sample, so lengths count and that class does not (DOMAIN.md section 2).
    """

    kind: ClassVar = PushKind.PERSON_PUSH
    names: ClassVar = {
        "province": ("province", "state"),
        "postal_code": ("postal_code", "zip"),
        "province2": ("province2", "state2"),
        "postal_code2": ("postal_code2", "zip2"),
        "driver_licence_num": ("driver_licence_num", "driver_license_num"),
        "driver_licence_prov": ("driver_licence_prov", "driver_license_state"),
    }

    unique_id: Required50
    login_source: Required20
    email: Email = None
    first_name: Text50 = None
    last_name: Text50 = None
    user_name: Text50 = None
    street: Text = None
    city: Text50 = None
    province: Province = None
    postal_code: Text20 = None
    street2: Text20 = None
    city2: Text50 = None
    province2: Province = None
    postal_code2: Text20 = None
    phone_cell: Text20 = None
    user_type_id: Id = None
    employ_no: Text50 = None
    employee_phone: Text50 = None
    student_no: Text50 = None
    student_phone: Text50 = None
    driver_licence_num: Text255 = None
    driver_licence_prov: Province = None
    date_of_birth: Day = None
    locker_user_type_id: Id = None
