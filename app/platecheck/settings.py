"""Typed settings, and the only reader of the environment and of directories.

The environment wins over the settings file in the data directory. Address, client, token, zone and
lot names belong to the installation; role, officer, language, theme and lot are where a session starts.
A little over 300 lines: it is the one list of what can be set.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)

from platecheck.addresses import checked_address, is_loopback
from platecheck.errors import SettingsError
from platecheck.retention import Retention
from platecheck.settings_words import sentences
from platecheck.verdict import Site

Sealer = Callable[[str], str]
"""Turns a secret into text for the settings file, or back."""

FILE_NAME = "settings.json"
APP_NAME = "platecheck"
SEALED = frozenset({"token", "officer"})
"""Settings that are never readable in the file."""
FROM_ENVIRONMENT = (
    *("validation_url", "controller_url", "lots_url", "client"),
    *("token", "timezone", "role", "officer"),
)
NOT_SETTABLE = frozenset({"training"})

_TOKEN = re.compile(r"[A-Za-z0-9-]{1,50}")


class LotNames(BaseModel):
    """What else a lot is called: the vocabularies of permits and of DNTT orders (DOMAIN.md)."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    short_names: tuple[str, ...] = ()
    dntt_locations: tuple[str, ...] = ()


class Settings(BaseModel):
    """Everything that can be set, checked; `data_dir` is where this installation lives."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data_dir: Path
    validation_url: str = "https://service.ops-com.com"
    controller_url: str = "https://controller.operationscommander.io"
    lots_url: str = ""
    client: str = Field(default="", max_length=100)
    token: SecretStr = SecretStr("")
    timezone: str = ""
    lot_names: dict[str, LotNames] = Field(default_factory=dict)
    grace_minutes: int = Field(default=0, ge=0, le=24 * 60)
    negative_max_age_minutes: int = Field(default=15, ge=0, le=7 * 24 * 60)
    keep_answers_hours: int = Field(default=72, ge=1, le=30 * 24)
    keep_hits_days: int = Field(default=30, ge=1, le=365)
    keep_crops_hours: int = Field(default=24, ge=0, le=30 * 24)
    keep_log_days: int = Field(default=365, ge=1, le=3650)
    lease_days: int = Field(default=7, ge=1, le=90)
    role: Literal["officer", "supervisor"] = "officer"
    officer: str = Field(default="", max_length=100)
    language: Literal["", "en", "fr"] = ""
    theme: Literal["system", "day", "night"] = "system"
    lot: str = Field(default="", max_length=200)
    plate_patterns: str = Field(default="", max_length=500)
    """What plates look like here: regular expressions of whole plates, separated by spaces."""
    training: bool = False

    @field_validator("validation_url", "controller_url")
    @classmethod
    def _address(cls, value: str) -> str:
        return checked_address(value.strip())

    @field_validator("lots_url")
    @classmethod
    def _address_or_the_controllers(cls, value: str) -> str:
        return checked_address(value.strip()) if value.strip() else ""

    @field_validator("token")
    @classmethod
    def _documented_token(cls, value: SecretStr) -> SecretStr:
        text = value.get_secret_value()
        if text and not _TOKEN.fullmatch(text):
            problem = "a token has up to 50 letters, digits and dashes"
            raise ValueError(problem)
        return value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value:
            try:
                ZoneInfo(value)
            except (ValueError, OSError, LookupError):
                problem = f"{value!r} is no time zone; write one like America/Toronto"
                raise ValueError(problem) from None
        return value

    @field_validator("client", "officer", "lot")
    @classmethod
    def _trimmed(cls, value: str) -> str:
        return value.strip()

    @field_validator("plate_patterns")
    @classmethod
    def _regular_expressions(cls, value: str) -> str:
        for pattern in value.split():
            try:
                re.compile(pattern)
            except (re.error, OverflowError, RecursionError) as error:
                problem = (
                    f"{pattern!r} is no regular expression ({error}); write one like [A-Z]{{4}}[0-9]{{3}}"
                )
                raise ValueError(problem) from None
        return " ".join(value.split())

    @model_validator(mode="after")
    def _training_stays_home(self) -> Settings:
        urls = (self.validation_url, self.controller_url, self.lots_url or self.controller_url)
        if self.training and not all(map(is_loopback, urls)):
            problem = (
                "this is a training directory: it only talks to the sandbox on this machine. "
                "Use another data directory for the real platform"
            )
            raise ValueError(problem)
        return self

    @property
    def is_set_up(self) -> bool:
        """Tell whether a plate can be asked at all: a client and a token are there."""
        return bool(self.client and self.token.get_secret_value())

    @property
    def is_supervisor(self) -> bool:
        """Tell whether money and the office's operations may be shown."""
        return self.role == "supervisor"

    @property
    def zone(self) -> ZoneInfo:
        """The site's time zone; the device's where none is set."""
        return ZoneInfo(self.timezone) if self.timezone else device_zone()

    @property
    def site(self) -> Site:
        """What the verdict needs to know of the site."""
        lots = {
            lot: frozenset((*names.short_names, *names.dntt_locations))
            for lot, names in self.lot_names.items()
        }
        return Site(
            lots=lots,
            grace=timedelta(minutes=self.grace_minutes),
            negative_max_age=timedelta(minutes=self.negative_max_age_minutes),
        )

    @property
    def patterns(self) -> tuple[str, ...]:
        """What plates look like here, one by one."""
        return tuple(self.plate_patterns.split())

    @property
    def retention(self) -> Retention:
        """How long what is known of plates is kept and shown."""
        return Retention(
            answers=timedelta(hours=self.keep_answers_hours),
            hits=timedelta(days=self.keep_hits_days),
            log=timedelta(days=self.keep_log_days),
            lease=timedelta(days=self.lease_days),
            crops=timedelta(hours=self.keep_crops_hours),
        )

    @property
    def service(self) -> str:
        """The service address that records belong to; every sandbox of a training directory is one."""
        return "sandbox" if self.training else self.validation_url.rstrip("/")


def device_zone() -> ZoneInfo:
    """Return the device's time zone, UTC where it does not say."""
    from tzlocal import get_localzone_name

    try:
        return ZoneInfo(get_localzone_name() or "UTC")
    except (LookupError, OSError, ValueError):
        return ZoneInfo("UTC")


def device_language(env: Mapping[str, str] = os.environ) -> Literal["en", "fr"]:
    """Return the language the device speaks, of the two there are."""
    spoken = next((env[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if env.get(name)), "")
    return "fr" if spoken.lower().startswith("fr") else "en"


def data_directory(env: Mapping[str, str] = os.environ) -> Path:
    """Return where this installation keeps its data: as told, the device's place, or the user's."""
    if named := env.get("PLATECHECK_DATA_DIR") or env.get("FLET_APP_STORAGE_DATA"):
        return Path(named).expanduser().absolute()
    return _user_directory(APP_NAME)


def training_directory() -> Path:
    """Return where the demo keeps its data: never where real data is."""
    return _user_directory(f"{APP_NAME}-training")


def load(directory: Path, unseal: Sealer, env: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings of `directory`, the environment first, then its file, then the defaults.

    Raises:
        SettingsError: the file cannot be read as settings, or a value is not acceptable.
        KeyLost: from `unseal`, when a sealed value is there and the key is not.
    """
    values: dict[str, Any] = {}
    for name, value in read_file(directory).items():
        sealed = name in SEALED and isinstance(value, str) and value
        values[name] = unseal(value) if sealed else value
    origin = dict.fromkeys(values, f"{FILE_NAME}: ")
    for name in FROM_ENVIRONMENT:
        variable = f"PLATECHECK_{name.upper()}"
        if text := env.get(variable, "").strip():
            values[name], origin[name] = text, f"{variable}: "
    try:
        return Settings.model_validate({**values, "data_dir": directory})
    except ValidationError as error:
        raise SettingsError(sentences(error, Settings, origin)) from None


def change(directory: Path, changes: Mapping[str, object], seal: Sealer) -> None:
    """Check `changes` and write them to the settings file of `directory`, whole or not at all.

    Raises:
        SettingsError: a name is unknown, a value is not acceptable, or the file cannot be written.
    """
    unknown = sorted(set(changes) - set(settable()))
    if unknown:
        raise SettingsError(f"There is no setting {unknown[0]!r}. There are: {', '.join(settable())}.")
    write(directory, changes, seal)


def write(directory: Path, changes: Mapping[str, object], seal: Sealer) -> None:
    """As `change`, for every setting there is: the demo marks its directory as training."""
    kept = read_file(directory)
    plain = {name: value for name, value in kept.items() if name not in SEALED} | dict(changes)
    try:
        checked = Settings.model_validate({**plain, "data_dir": directory})
    except ValidationError as error:
        raise SettingsError(sentences(error, Settings, {})) from None
    dumped = checked.model_dump(mode="json", include=set(changes))
    for name in SEALED & set(changes):
        value = changes[name]
        secret = value.get_secret_value() if isinstance(value, SecretStr) else str(value)
        dumped[name] = seal(secret) if secret else ""
    _replace(directory / FILE_NAME, json.dumps({**kept, **dumped}, indent=2, ensure_ascii=False) + "\n")


def settable() -> tuple[str, ...]:
    """Return the names that `change` takes."""
    return tuple(name for name in Settings.model_fields if name not in {"data_dir", *NOT_SETTABLE})


def read_file(directory: Path) -> dict[str, Any]:
    """Return the settings file as it is, sealed values sealed; empty where there is none.

    Raises:
        SettingsError: the file is there and cannot be read; it is left as it is.
    """
    path = directory / FILE_NAME
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        problem = f"{path} cannot be read ({type(error).__name__}). Mend it, or set it aside."
        raise SettingsError(problem) from None
    if not isinstance(content, dict):
        raise SettingsError(f"{path} does not hold settings. Mend it, or set it aside.")
    return content


def _replace(path: Path, text: str) -> None:
    """Write and rename: a crash leaves the old file or the new one, readable by the owner only."""
    temporary = ""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise SettingsError(f"{path} cannot be written: {error.strerror}.") from None


def _user_directory(name: str) -> Path:
    from platformdirs import user_data_path

    return user_data_path(name, appauthor=False)
