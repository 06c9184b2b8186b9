"""The site's clock: writes moments the way the platform does, naive and site-local.

Separate because demo data and answers must agree on one zone and one `now`, both given from outside.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

_FORMAT = "%Y-%m-%d %H:%M:%S"
# How pushes write a moment, in UTC ("Push API: Permit Create").
_UTC_FORMAT = "%Y-%m-%dT%H:%M:%S"


@dataclass(frozen=True, slots=True)
class SiteTime:
    """One aware moment and the site's zone; `zone=None` is the device's own zone.

    Times in the documents' samples ("2025-04-30 23:59:59") carry no zone: they are site-local (DOMAIN.md).
    """

    now: datetime
    zone: tzinfo | None = None

    def text(self, ahead: timedelta = timedelta(0)) -> str:
        """Now, or that much later, as `YYYY-MM-DD HH:MM:SS` in the site's zone."""
        return (self.now + ahead).astimezone(self.zone).strftime(_FORMAT)

    def in_minutes(self, minutes: int) -> str:
        """So many minutes from now; negative for the past."""
        return self.text(timedelta(minutes=minutes))

    def on_day(self, days: int, at: time) -> str:
        """Write a wall-clock time on today plus `days`, in the site's zone."""
        day = self.now.astimezone(self.zone).date() + timedelta(days=days)
        return datetime.combine(day, at).strftime(_FORMAT)

    def day_end(self, days: int) -> str:
        """23:59:59 on today plus `days`: how the documents end a permit."""
        return self.on_day(days, time(23, 59, 59))

    def utc_text(self) -> str:
        """Now, as `YYYY-MM-DDTHH:MM:SS` in UTC: how pushes write a moment."""
        return self.now.astimezone(UTC).strftime(_UTC_FORMAT)

    def local_text(self, utc_text: str) -> str:
        """Write a moment of a push, in UTC, as `YYYY-MM-DD HH:MM:SS` in the site's zone."""
        moment = datetime.strptime(utc_text, _UTC_FORMAT).replace(tzinfo=UTC)
        return moment.astimezone(self.zone).strftime(_FORMAT)
