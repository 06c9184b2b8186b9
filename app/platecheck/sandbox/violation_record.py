"""One violation's record, field by field as the document's sample prints it.

Separate from the demo's violations because it is the platform's shape, not their story. The samples below
are "Pull API: Overdue Violations" with what differs from one record to the next left to fill in.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

_RECORD: Final[dict[str, Any]] = json.loads("""
{"ViolationID": 9, "SemPermitID": 0, "Ticket": "1-100013", "VehicleID": 8, "Spoiled": 0, "TicketType": 2,
"Issued": "2016-05-03T20:00:00.000000Z", "convNotice": null, "Due": "2016-05-23T20:00:00.000000Z",
"ViolationTypeID": -1, "Fine": 50, "AdjustedFine": 0, "Towing": 0, "taxAmount": "0.0000", "Writer": 8,
"LocationID": 6, "Comment": null, "TicketAppeal": null, "appealType": 0, "appealFormat": null,
"AccessAdminID": 7, "ActionedPer": null, "Created": "2020-10-15T20:13:24.000000Z", "AppealUserID": 0,
"AppealProcessDate": null, "AppealAdminID": 0, "AppealComment": null, "AppealAdminComment": null,
"AutoNotice": 2, "ProcessedByCollection": null, "SentToCollections": null, "PrivateComments": null,
"DriveAway": 0, "UUID": "d9a1c8bb-4ed1-411e-91b1-0b63ba52e04d", "VioNotice": null, "latitude": null,
"longitude": null, "Warning": null, "userid": null, "incidentID": null, "failToIdentify": null, "pin":
null, "duplicate": null, "AdjustmentReason": null, "user": null, "vehicle": null, "location": null,
"details": null, "attachments": [], "category": {"TicketTypeID": 2, "TicketTypeName": "Municipal",
"HandHeldVisible": 0, "modified": "2020-10-15T20:12:51.000000Z", "archived": null, "appliesTo": 1,
"enableFailToIdentify": 0}}
""")
_VEHICLE: Final[dict[str, Any]] = json.loads("""
{"VehicleID": 8, "Active": 1, "lastUpdate": "2020-10-15T20:13:03.000000Z", "Plate": "AJNR123",
"PlateTypeID": 4, "ProvID": 9, "MakeID": 13, "TypeID": 5, "ColourID": 14, "Year": 2006, "TotalVio": 0,
"TotalUnpaid": 0, "TotalWarning": 0, "created": "2020-10-15T20:13:03.000000Z", "externallookupdate": null,
"externallookupRequestID": null, "modified": "2022-03-16T21:36:09.000000Z", "vehicleAlert": null, "vin":
null, "drivers": null, "make": null, "colour": null, "vehicle_type": {"TypeID": 5, "TypeName": "Compact",
"modified": "2020-10-15T20:13:13.000000Z"}, "plate_type": {"TypeID": 4, "TypeName": "Passenger",
"modified": "2022-04-15T20:58:56.000000Z", "typeCode": "passenger"}, "province": null}
""")
_DRIVER: Final[dict[str, Any]] = json.loads("""
{"UserID": 73, "enabled": null, "salutation": null, "firstName": "stephen_14Oct_1114", "middleName": null,
"lastName": "stephen_14Oct_1114", "username": "stephen_14Oct_1114", "email": "stephen_14Oct_1114@test",
"street": "1234 Main Street", "city": "Ottawa", "prov": 9, "postal": "H0H0H0", "street2": null, "city2":
null, "prov2": null, "postal2": null, "phonecell": "6135551212", "status": 1, "UserTypeID": 7, "employNo":
"staff12341115", "deptNameID": null, "ePhone": null, "staffFacultyFlag": 0, "studentNo": null, "sPhone":
null, "sPhone2": null, "lastUpdated": "2022-08-29T21:31:12.000000Z", "created":
"2020-10-15T20:12:57.000000Z", "privateComment": null, "publicComment": null, "DLNum": "DL 123451114",
"DOB": "2020-10-14T04:00:00.000000Z", "StaffMailPermit": 0, "ExtendedID": null, "UserUUID":
"42c5d253-2f06-4ab6-9090-969333c25da6", "CampusBox": null, "newEmail": null, "ReadOnlyUserID": null,
"studentNo_int": null, "employNo_int": null, "StuCampusLocation": null, "EmpCampusLocation": null,
"MailPermitTo": "Permanent Mailing Address", "isCloudAccount": null, "lastSelfUpdated": null,
"emailConsent": null, "T2P_reminders": null, "reminderTime": null, "lockerUserTypeID": null, "encid":
"00000000000000000000000000000000", "preferredname": null, "plateAlert": 0, "peopleAlert": 0, "salt":
"00000000-0000-4000-8000-000000000000", "forcePasswordChange": 1, "lastpasswordchange": null, "DLprov":
66, "loginSource": "OPSCOM", "company_id": null, "taxexemption": null, "company_manager": null,
"receives_invoice": null, "account_number": null, "company_bill_recipient": null, "kais_employer": null,
"kais_building": null, "kais_supervisor_name": null, "kais_supervisor_title": null, "register_token":
null, "api_token": null, "modified": "2022-08-29T21:36:24.000000Z", "bambora_customer_code": null,
"language": "fr", "preferred_communication_method": null, "laravel_through_key": 8}
""")
_DETAIL: Final[dict[str, Any]] = json.loads("""
{"ViolationsDetailID": 10, "ViolationID": 9, "Ticket": "1-100013", "ViolationTypeID": 9, "LocationID": 6,
"offenceFine": 50, "discountFlag": 1, "discountAmount": 10, "discountHours": 168, "created":
"2020-10-15T20:13:33.000000Z", "type": {"ViolationTypeID": 9, "ViolationDescr": "Parked in Loading Zone",
"DefaultCost": 50, "created": "2020-10-15T20:13:41.000000Z", "discountFlag": true, "discountAmount": 10,
"discountHours": 168, "adminOnly": false, "violationkey": null, "modified": "2020-10-15T20:13:41.000000Z",
"category_id": 1, "adjustable": false, "bylawcode": "BL-78"}}
""")
_MADE: Final = "2020-10-15T20:13:24.000000Z"


class Offence(NamedTuple):
    """What a violation is for: the type's number, its words, its fine and its by-law."""

    number: int
    words: str
    fine: int
    bylaw: str


def write_moment(moment: datetime) -> str:
    """Write a moment in UTC as the sample does: 2016-05-23T20:00:00.000000Z."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000000Z")


def build_record(given: Mapping[str, Any], location: tuple[int, str], offence: Offence) -> dict[str, Any]:
    """Build a record: the sample's fields, `given` in place of its values, and the parts within."""
    number, name = location
    kind = _DETAIL["type"] | {
        "ViolationTypeID": offence.number,
        "ViolationDescr": offence.words,
        "DefaultCost": offence.fine,
        "bylawcode": offence.bylaw,
    }
    detail = _DETAIL | {
        "ViolationsDetailID": given["ViolationID"] + 1,
        "ViolationID": given["ViolationID"],
        "Ticket": given["Ticket"],
        "ViolationTypeID": offence.number,
        "LocationID": number,
        "offenceFine": offence.fine,
        "type": kind,
    }
    place = {"LocationID": number, "LocationName": name, "WriterVisible": 1, "GisNo": 0, "modified": _MADE}
    parts = {"LocationID": number, "Fine": offence.fine, "location": place, "details": [detail]}
    return {**_RECORD, **given, **parts}


def build_vehicle(
    given: Mapping[str, Any], make: str, colour: str, province: tuple[str, str]
) -> dict[str, Any]:
    """Build a record's vehicle: its numbers (`MakeID`, `ColourID`, `ProvID`) given, the names beside them."""
    code, name = province
    return {
        **_VEHICLE,
        **given,
        "make": {"MakeID": given["MakeID"], "MakeName": make, "modified": _MADE},
        "colour": {
            "ColourID": given["ColourID"],
            "ColourName": colour,
            "ColourKey": None,
            "modified": _MADE,
        },
        "province": {
            "ProvID": given["ProvID"],
            "ProvName": name,
            "Country": 1,
            "ProvCode": code,
            "modified": _MADE,
            "payments": 1,
        },
    }


def build_driver(given: Mapping[str, Any]) -> dict[str, Any]:
    """Build a driver of a record's vehicle: the sample's fields, `given` in place of its values."""
    return {**_DRIVER, **given}
