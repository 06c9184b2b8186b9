"""The plates a trainer can rely on: one for each verdict, the documents' own, and look-alike pairs.

Separate from the random traffic because training and tests name these plates; their records are
laid out around `now`, so that "expired 4 minutes ago" is true whenever the sandbox starts.
"""

from dataclasses import dataclass
from datetime import time
from typing import Final

from platecheck.sandbox.lot_table import UNKNOWN_LOCATION, UNKNOWN_SHORT_NAME
from platecheck.sandbox.records import Alarm, Campus, Dntt, Permit, Vehicle
from platecheck.sandbox.site_time import SiteTime

TRAINING_LOT: Final = "Main Street Parking"
UNREADABLE_EXPIRY: Final = "0000-00-00 00:00:00"

VALID: Final = "CKRD081"
VALID_TOO: Final = "BTKV512"
VALID_ELSEWHERE: Final = "KLMN03"
VALID_UNKNOWN_LOT: Final = "CEVT404"
UNREADABLE: Final = "CQBN018"
EXPIRING: Final = "BNPK207"
JUST_EXPIRED: Final = "HXRT640"
LONG_EXPIRED: Final = "AZ4402"
NO_PERMIT: Final = "CDMX77"
UNKNOWN_PLATE: Final = "QXQX999"
ALARM: Final = "ABC456"
ALARM_DRIVER: Final = "K27FRA"
ALARM_DNTT_PERMIT: Final = "CAMB911"
DNTT_EVERYWHERE: Final = "CMED119"
DNTT_EVERYWHERE_FRENCH: Final = "F41QCB"
DNTT_THIS_LOT: Final = "DEF123"
DNTT_OTHER_LOT: Final = "CWLT330"
DNTT_UNKNOWN_LOT: Final = "CHYD208"
DNTT_UPCOMING: Final = "CPWK712"
DNTT_OVER: Final = "CFNR655"
DOCUMENT_MERGED: Final = "ABC123"
DOCUMENT_PERMITS: Final = "ABC890"


@dataclass(frozen=True, slots=True)
class TrainingPlate:
    """What an officer standing in `TRAINING_LOT` sees: DOMAIN.md's headline and a sentence."""

    verdict: str
    sees: str


TRAINING_PLATES: Final[dict[str, TrainingPlate]] = {
    VALID: TrainingPlate("valid", "Standard permit for LOT 6; a temp permit for BIKE ran out a week ago."),
    VALID_TOO: TrainingPlate("valid", "Standard permit for LOT 6."),
    VALID_ELSEWHERE: TrainingPlate("valid_elsewhere", "Standard permit for LOT3 only."),
    VALID_UNKNOWN_LOT: TrainingPlate("valid", "Standard permit for EV-1, a lot the site's table lacks."),
    UNREADABLE: TrainingPlate("valid", "Standard permit for LOT 6 whose expiry is 0000-00-00."),
    EXPIRING: TrainingPlate("valid", "HotSpot permit for LOT6 that ends 6 minutes after the start."),
    JUST_EXPIRED: TrainingPlate("expired", "T2 permit for LOT6 that ran out 4 minutes before the start."),
    LONG_EXPIRED: TrainingPlate("expired", "Standard permit for LOT6 that ran out 3 months ago."),
    NO_PERMIT: TrainingPlate("no_permit", "A known vehicle without any permit."),
    UNKNOWN_PLATE: TrainingPlate("no_permit", "A plate nobody has on file."),
    ALARM: TrainingPlate("alarm", "Alarm of several lines with a name, a birth date and a weapons warning."),
    ALARM_DRIVER: TrainingPlate("alarm", "Alarm in French on a linked driver, and a valid LOT6 permit."),
    ALARM_DNTT_PERMIT: TrainingPlate("alarm", "Alarm, a DNTT everywhere until 06:00 and a BIKE permit."),
    DNTT_EVERYWHERE: TrainingPlate("do_not_ticket", "DNTT without a location: everywhere. No permit."),
    DNTT_EVERYWHERE_FRENCH: TrainingPlate("do_not_ticket", "DNTT everywhere, notes in French; expired temp."),
    DNTT_THIS_LOT: TrainingPlate("do_not_ticket", "DNTT for Lot 6, an empty list of permits, active 1."),
    DNTT_OTHER_LOT: TrainingPlate("no_permit", "DNTT for Lot 3 only. No permit."),
    DNTT_UNKNOWN_LOT: TrainingPlate("do_not_ticket", "DNTT for Loading Dock, which the site's table lacks."),
    DNTT_UPCOMING: TrainingPlate("no_permit", "DNTT for Lot 6 from tomorrow 08:00. No permit."),
    DNTT_OVER: TrainingPlate("no_permit", "DNTT for Lot 6 that ended yesterday. No permit."),
    DOCUMENT_MERGED: TrainingPlate("alarm", "Alarm, a DNTT for Main Campus, permits for BIKE and MOTO-S."),
    DOCUMENT_PERMITS: TrainingPlate("valid_elsewhere", "Standard permits for BIKE and MOTO-S."),
    "CKRDO81": TrainingPlate("no_permit", "Not on file: letter O for the 0 of CKRD081."),
    "CKRDQ81": TrainingPlate("expired", "Standard permit for LOT 6 that ran out yesterday; near CKRD081."),
    "8TKV512": TrainingPlate("valid", "Temp permit for LOT6 until tonight or tomorrow; near BTKV512."),
    "MH1L8Z": TrainingPlate("valid", "PayByPhone permit for LOT6: an origin no document names."),
    "MHIL8Z": TrainingPlate("no_permit", "Not on file: letter I for the 1 of MH1L8Z."),
    "GHWT251": TrainingPlate("valid", "Validated permit for LOT6."),
    "GHWTZ51": TrainingPlate("no_permit", "Not on file: letter Z for the 2 of GHWT251."),
    "AVSB315": TrainingPlate("valid", "Standard permit for LOT6."),
    "AV5B315": TrainingPlate("no_permit", "Not on file: digit 5 for the S of AVSB315."),
    "CGLN406": TrainingPlate("valid", "Standard permit for LOT6."),
    "C6LN406": TrainingPlate("no_permit", "Not on file: digit 6 for the G of CGLN406."),
}

# (on file, easily typed instead)
LOOK_ALIKE_PAIRS: Final[tuple[tuple[str, str], ...]] = (
    (VALID, "CKRDO81"),
    (VALID_TOO, "8TKV512"),
    ("MH1L8Z", "MHIL8Z"),
    ("GHWT251", "GHWTZ51"),
    ("AVSB315", "AV5B315"),
    ("CGLN406", "C6LN406"),
)

_NOT_ON_FILE: Final = frozenset({UNKNOWN_PLATE, "CKRDO81", "MHIL8Z", "GHWTZ51", "AV5B315", "C6LN406"})
_LEX_LUTHOR: Final = "15-AS123 Lex Luthor (08 JUL 84) wanted by OPS.\r\n\r\n*** Violence / Weapons ***"
_HERTZ: Final = "Hertz truck has permission to park overnight in lot 6. Rental for We-Move-It Services"
_FRENCH_ALARM: Final = (
    "Conducteur lié : Étienne Côté-Bélanger (né le 3 févr. 1979).\r\n"
    "Propos menaçants envers un agent le 12 août.\r\n\r\n"
    "*** Ne pas aborder seul, appeler la sûreté à l'arrivée ***"
)
_DRIVERS: Final = {
    ALARM_DRIVER: "Étienne Côté-Bélanger",
    DNTT_EVERYWHERE_FRENCH: "Noémie Lefrançois",
    VALID: "Zoë Brûlé",
}
_MIDNIGHT: Final = time(0, 0)
_LAST_MINUTE: Final = time(23, 59)


def training_campus(times: SiteTime) -> Campus:
    """Lay out the records of every training plate, laid out around `times.now`."""
    return Campus(_vehicles(), _permits(times), _dntt(times), _alarms())


def _vehicles() -> list[Vehicle]:
    return [
        Vehicle(
            plate,
            "QC" if plate in {ALARM_DRIVER, DNTT_EVERYWHERE_FRENCH} else "ON",
            "Toyota",
            "white",
            _DRIVERS.get(plate, ""),
            "1" if plate == DNTT_THIS_LOT else None,
        )
        for plate in TRAINING_PLATES
        if plate not in _NOT_ON_FILE
    ]


def _permits(times: SiteTime) -> list[Permit]:
    term = times.day_end(150)
    return [
        Permit(VALID, "standard", "LOT 6", term),
        Permit(VALID, "temp", "BIKE", times.on_day(-7, time(17, 0))),
        Permit(VALID_TOO, "standard", "LOT 6", term),
        Permit(VALID_ELSEWHERE, "standard", "LOT3", times.day_end(40)),
        Permit(VALID_UNKNOWN_LOT, "standard", UNKNOWN_SHORT_NAME, term),
        Permit(UNREADABLE, "standard", "LOT 6", UNREADABLE_EXPIRY),
        Permit(EXPIRING, "HotSpot", "LOT6", times.in_minutes(6)),
        Permit(JUST_EXPIRED, "T2", "LOT6", times.in_minutes(-4)),
        Permit(LONG_EXPIRED, "standard", "LOT6", times.day_end(-92)),
        Permit(ALARM_DRIVER, "standard", "LOT6", term),
        Permit(ALARM_DNTT_PERMIT, "standard", "BIKE", term),
        Permit(DNTT_EVERYWHERE_FRENCH, "temp", "LOT6", times.day_end(-2)),
        Permit(DOCUMENT_MERGED, "standard", "BIKE", term),
        Permit(DOCUMENT_MERGED, "standard", "MOTO-S", term),
        Permit(DOCUMENT_PERMITS, "standard", "BIKE", term),
        Permit(DOCUMENT_PERMITS, "standard", "MOTO-S", term),
        Permit("CKRDQ81", "standard", "LOT 6", times.day_end(-1)),
        Permit("8TKV512", "temp", "LOT6", times.day_end(_days_ahead(times))),
        Permit("MH1L8Z", "PayByPhone", "LOT6", times.in_minutes(190)),
        Permit("GHWT251", "Validated", "LOT6", times.day_end(1)),
        Permit("AVSB315", "standard", "LOT6", term),
        Permit("CGLN406", "standard", "LOT6", term),
    ]


def _dntt(times: SiteTime) -> list[Dntt]:
    today, yesterday, month = (
        times.on_day(0, _MIDNIGHT),
        times.on_day(-1, _MIDNIGHT),
        times.on_day(-29, _MIDNIGHT),
    )
    tonight = times.on_day(_days_ahead(times), _LAST_MINUTE)
    season = times.on_day(160, _LAST_MINUTE)
    return [
        Dntt(DOCUMENT_MERGED, "Main Campus", today, tonight, "CLEAR FOR ANY PAY AREA"),
        Dntt(DNTT_THIS_LOT, "Lot 6", month, season, _HERTZ),
        Dntt(ALARM_DNTT_PERMIT, "", yesterday, times.on_day(1, time(6, 0)), "Ambulance crew on call"),
        Dntt(DNTT_EVERYWHERE, "", month, season, "Organ transport, never to be towed"),
        Dntt(
            DNTT_EVERYWHERE_FRENCH,
            "",
            month,
            season,
            "Véhicule de déneigement autorisé partout, même sans permis affiché",
        ),
        Dntt(DNTT_OTHER_LOT, "Lot 3", month, season, "Contractor for lot 3 lighting"),
        Dntt(DNTT_UNKNOWN_LOT, UNKNOWN_LOCATION, today, tonight, "Unloading laboratory equipment"),
        Dntt(
            DNTT_UPCOMING,
            "Lot 6",
            times.on_day(1, time(8, 0)),
            times.on_day(1, time(18, 0)),
            "Convocation guests",
        ),
        Dntt(DNTT_OVER, "Lot 6", yesterday, times.on_day(-1, _LAST_MINUTE), "Film crew, one day"),
    ]


def _alarms() -> list[Alarm]:
    return [
        Alarm(DOCUMENT_MERGED, "Wanted to talk with."),
        Alarm(ALARM, _LEX_LUTHOR, "driver"),
        Alarm(ALARM_DRIVER, _FRENCH_ALARM, "driver"),
        Alarm(ALARM_DNTT_PERMIT, "Plates reported stolen.\r\nConfirm the VIN and call the office."),
    ]


def _days_ahead(times: SiteTime) -> int:
    """Tomorrow late in the evening, else today: "until tonight" must hold for an hour at least."""
    return 1 if times.in_minutes(60) > times.on_day(0, _LAST_MINUTE) else 0
