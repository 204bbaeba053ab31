"""federation.yaml: one commented file that describes a federation, read into typed settings.

Faults are gathered, not raised one by one; each names the line, the key and what to do.
The reference for people is `docs/federation-yaml.md`.
"""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import available_timezones

from cronsim import CronSim, CronSimError
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from federation.i18n import LOCALES

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def fault(msgid: str, **params: object) -> PydanticCustomError:
    """A fault whose sentence is translated where it is shown."""
    return PydanticCustomError("partage", msgid, dict(params))


def _identifier(value: str) -> str:
    if not _ID.fullmatch(value) or len(value) > 60:
        raise fault("write at most 60 lower-case letters without accents, digits and hyphens")
    return value


def _country(value: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}", value):
        raise fault("write the two capital letters of the country, for example FR, SN or EC")
    return value


Identifier = Annotated[str, AfterValidator(_identifier)]
Country = Annotated[str, AfterValidator(_country)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _texts(value: dict[str, str]) -> dict[str, str]:
    if not any(value.get(code) for code in LOCALES):
        raise fault("give at least one text in French (fr), English (en) or Spanish (es)")
    return value


LangTexts = Annotated[dict[str, str], AfterValidator(_texts)]


class ContactSettings(_Model):
    """Whom to ask; shown in the catalogue, and sent to portals in the User-Agent."""

    name: str | None = None
    email: str | None = Field(None, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    url: str | None = None


class Schedule(_Model):
    """When a source is harvested: five cron fields in a time zone."""

    cron: str
    timezone: str = "Europe/Paris"

    @field_validator("cron")
    @classmethod
    def _cron(cls, value: str) -> str:
        try:
            if len(value.split()) != 5:
                raise CronSimError
            CronSim(value, datetime.now(UTC))
        except CronSimError as error:
            raise fault(
                "“%(cron)s” is not a schedule: write five fields (minute, hour, day, month, "
                "weekday), for example “0 5 * * *” for every day at 5:00",
                cron=value,
            ) from error
        return value

    @field_validator("timezone")
    @classmethod
    def _timezone(cls, value: str) -> str:
        if value not in available_timezones():
            raise fault("“%(zone)s” is not a time zone: write for example Europe/Paris", zone=value)
        return value


class Selection(_Model):
    """Which datasets of a portal are taken; everything when empty.

    `query` is handed to the portal's own search. `datasets` and `exclude` are remote ids or
    names; `formats` are file formats to download (others stay links).
    """

    query: str | None = None
    organizations: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    max_datasets: int | None = Field(None, ge=1)


class Politeness(_Model):
    """How gently a portal is treated; units in the names (seconds, bytes per second…)."""

    connections: int = Field(2, ge=1, le=8)
    requests_per_second: float = Field(5.0, gt=0, le=1000)
    timeout_seconds: float = Field(30.0, gt=0, le=600)
    deadline_seconds: float = Field(3600.0, gt=0)
    retries: int = Field(3, ge=0, le=10)
    min_bytes_per_second: int = Field(1024, ge=0)
    max_file_bytes: int = Field(2_000_000_000, ge=1)
    max_page_bytes: int = Field(50_000_000, ge=1)
    max_pages: int = Field(20_000, ge=1)
    max_ratio: int = Field(200, ge=2)
    max_line_bytes: int = Field(1_000_000, ge=1000)


class SourceSettings(_Model):
    """One portal, folder or list of a city."""

    id: Identifier
    connector: Literal[
        "ckan",
        "opendatasoft",
        "dcat",
        "udata",
        "csw",
        "arcgis",
        "socrata",
        "ogc-records",
        "files",
    ]
    url: str
    title: dict[str, str] = Field(default_factory=dict)
    schedule: Schedule | None = None
    select: Selection = Selection()
    politeness: Politeness = Politeness()
    api_key: str | None = Field(default=None, repr=False)
    licence: str | None = None
    schemas: dict[str, str] = Field(default_factory=dict)  # resource or dataset id → schema id
    options: dict[str, str | int | bool] = Field(default_factory=dict)


class CitySettings(_Model):
    """A city, metropole or association that takes part."""

    id: Identifier
    names: LangTexts
    country: Country
    official_id: str | None = None
    official_id_kind: str | None = None
    languages: tuple[str, ...] = ("fr",)
    homepage: str | None = None
    contact: ContactSettings | None = None
    spatial: tuple[float, float, float, float] | None = None
    sources: tuple[SourceSettings, ...] = ()


class Partnership(_Model):
    """A decentralised cooperation: who, under which convention, about what."""

    id: Identifier
    titles: LangTexts
    cities: tuple[str, ...] = Field(min_length=2)
    convention: str | None = None
    themes: tuple[str, ...] = ()


class S3Settings(_Model):
    """Access to an S3-compatible object store; secrets come from the environment."""

    endpoint: str | None = None
    region: str = "us-east-1"
    key: str | None = Field(default=None, repr=False)
    secret: str | None = Field(default=None, repr=False)


class Storage(_Model):
    """Where state and data live; by default all under the home folder."""

    database: str | None = None  # sqlite:///… or postgresql+psycopg://…
    lake: str | None = None  # a folder or s3://bucket/prefix
    s3: S3Settings | None = None
    raw_retention_days: int = Field(30, ge=0)

    @field_validator("database")
    @classmethod
    def _database(cls, value: str | None) -> str | None:
        if value and not value.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise fault("write sqlite:///file.db or postgresql+psycopg://user:password@host/base")
        return value


class Network(_Model):
    """Hosts allowed although their address is private: `host` or `host:port` (intranet, demo).

    `redis` (redis://host:port/0) shares paces between machines; those of one machine share them
    through the home folder. With `robots`, what a host's robots.txt forbids is not fetched.
    """

    allow_private: tuple[str, ...] = ()
    user_agent: str | None = None
    redis: str | None = Field(default=None, repr=False)
    robots: bool = False


class Incremental(_Model):
    """Every `full_every`-th run of a source walks its whole portal, the others only changes."""

    full_every: int = Field(7, ge=1, le=1000)


class LinkChecks(_Model):
    """When the addresses of the catalogue are checked; each one more and more rarely."""

    schedule: Schedule | None = Schedule(cron="30 3 * * *")


class MailSettings(_Model):
    """The mail server that notifications are sent through; secrets come from the environment."""

    host: str
    port: int = Field(587, ge=1, le=65_535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str | None = None
    password: str | None = Field(default=None, repr=False)
    sender: str
    recipients: tuple[str, ...] = Field(min_length=1)


class Notify(_Model):
    """Whom to tell that a source fails, or works again; in which language."""

    webhook: str | None = Field(default=None, repr=False, pattern=r"^https?://[^\s]+$")
    email: MailSettings | None = None
    language: Literal["fr", "en", "es"] = "fr"


class Queries(_Model):
    """What one question about the rows of a table may cost; files may take longer."""

    processes: int = Field(2, ge=1, le=16)
    seconds: float = Field(10.0, gt=0, le=600)
    export_seconds: float = Field(900.0, gt=0, le=86_400)
    memory_mb: int = Field(256, ge=64, le=65_536)
    threads: int = Field(2, ge=1, le=32)


class Serving(_Model):
    """How the catalogue is served: requests per client and minute (0: as many as wanted).

    `trusted_proxies` are the addresses or networks of the proxies in front, whose word on who
    the client is counts (X-Forwarded-For); nobody else's does. `count_uses`: whether pages,
    downloads and questions are counted by dataset and day, for the grade of value.
    """

    requests_per_minute: int = Field(6000, ge=0)
    trusted_proxies: tuple[str, ...] = ()
    count_uses: bool = True


class History(_Model):
    """How long the data of older versions is kept; what they said and changed stays for ever.

    Of each table the `keep_releases` newest versions, the current one included; with `keep_days`
    none that was replaced longer ago.
    """

    keep_releases: int = Field(10, ge=1, le=10_000)
    keep_days: int | None = Field(None, ge=1)


class Disappearance(_Model):
    """What to do when datasets vanish from a portal.

    After `grace_days` they are withdrawn; if more than `brake` (share, 0–1) of a source vanish
    at once, nothing is withdrawn and the data officer is asked.
    """

    grace_days: float = Field(7.0, ge=0)
    brake: float = Field(0.25, gt=0, le=1)

    @property
    def grace(self) -> timedelta:
        """The grace period."""
        return timedelta(days=self.grace_days)


class Identity(_Model):
    """The federation itself."""

    id: Identifier
    titles: LangTexts
    descriptions: dict[str, str] = Field(default_factory=dict)
    base_url: str = Field("http://127.0.0.1:8000", pattern=r"^https?://[^\s]+$")
    publisher: ContactSettings = ContactSettings()

    @field_validator("base_url")
    @classmethod
    def _no_slash(cls, value: str) -> str:
        return value.rstrip("/")


class FederationSettings(_Model):
    """The whole of federation.yaml."""

    federation: Identity
    storage: Storage = Storage()
    publish: Literal["all", "conforming"] = "all"
    series_checks: bool = True  # Great Expectations; costs some seconds per run with changes
    policy: str | None = None  # a YAML file that adds to the shipped anonymisation policy
    network: Network = Network()
    disappearance: Disappearance = Disappearance()
    incremental: Incremental = Incremental()
    links: LinkChecks = LinkChecks()
    notify: Notify = Notify()
    queries: Queries = Queries()
    serving: Serving = Serving()
    history: History = History()
    workers: int = Field(4, ge=1, le=32)
    cities: tuple[CitySettings, ...] = ()
    partnerships: tuple[Partnership, ...] = ()
    path: Path = Field(Path("federation.yaml"), exclude=True)

    @property
    def sources(self) -> tuple[tuple[CitySettings, SourceSettings], ...]:
        """Every source with its city, in file order."""
        return tuple((city, source) for city in self.cities for source in city.sources)

    def source(self, source_id: str) -> tuple[CitySettings, SourceSettings] | None:
        """One source with its city."""
        return next((pair for pair in self.sources if pair[1].id == source_id), None)

    def local_path(self, value: str) -> Path | None:
        """A path relative to federation.yaml, or None where the value is a URL."""
        if re.match(r"^[a-z][a-z0-9+.-]*://", value):
            return None
        return (self.path.parent / value).resolve()
