"""The parameters of a search, as they stand in an address, and the question that they make."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from catalog_api.search import cursors, facets
from catalog_api.search.areas import Area, Near, Within
from catalog_api.search.fields import GRADES
from catalog_api.search.keys import first_day, last_day
from catalog_api.search.questions import SHOWN, Question
from catalog_api.web import problems

_LAST_OFFSET = 10_000

Values = Annotated[list[Annotated[str, Field(max_length=300)]], Field(max_length=100)]


def _upper(values: object) -> object:
    return [str(one).upper() for one in values] if isinstance(values, list) else values


Codes = Annotated[Values, BeforeValidator(_upper)]
Score = Annotated[int | None, Field(ge=0, le=100)]


def _several(about: str) -> Any:  # noqa: ANN401 - what pydantic's Field gives
    return Field(default_factory=list, description=f"{about}; may be repeated: any of the values.")


class Filters(BaseModel):
    """What a dataset must be: any value of each parameter given, every parameter."""

    model_config = ConfigDict(frozen=True)

    city: Values = _several("Ids of cities")
    country: Codes = _several("ISO 3166-1 codes")
    partnership: Values = _several("Ids of partnerships")
    theme: Codes = _several("Codes of EU data themes, such as ENVI")
    axis: Values = _several("Ids of axes of the smart city")
    schemas: Values = Field(
        default_factory=list,
        alias="schema",
        description="Ids of schemas; may be repeated: any of the values.",
    )
    format: Codes = _several("Formats, such as CSV")
    licence: Values = _several("Short ids of licences")
    access: Codes = _several("EU access rights: PUBLIC, RESTRICTED, NON_PUBLIC…")
    conformity: Values = _several("Of its tables: conforming, errors, no-schema")
    organization: Values = _several("Publishers")
    language: Values = _several("ISO 639-1 codes")
    keyword: Values = _several("Keywords")
    updated: Values = _several("Data changed within: week, month, quarter, year")
    freshness: Values = _several("By its declared frequency: on-time, late")
    reliability: Values = _several("Grade: 80-100, 60-79, 40-59, 0-39")
    value: Values = _several("Grade: 80-100, 60-79, 40-59, 0-39")
    services: Values = _several("Grade: 80-100, 60-79, 40-59, 0-39")
    reliability_min: Score = Field(None, description="Lowest score, 0 to 100.")
    value_min: Score = Field(None, description="Lowest score, 0 to 100.")
    services_min: Score = Field(None, description="Lowest score, 0 to 100.")
    period: str | None = Field(
        None,
        max_length=40,
        description="Covers a part of: two days, months or years, one may be `..`.",
        examples=["2020/2022-06", "2024-01-01/.."],
    )
    bbox: str | None = Field(
        None,
        max_length=100,
        description="West,south,east,north in degrees.",
        examples=["2,50,4,51"],
    )
    near: str | None = Field(
        None, max_length=60, description="Longitude,latitude in degrees.", examples=["3.06,50.63"]
    )
    distance: float = Field(10, gt=0, le=20_000, description="From `near`, in kilometres.")

    def chosen(self) -> dict[str, list[str]]:
        """Values by facet."""
        fields = {name: "schemas" if name == "schema" else name for name in facets.NAMES}
        named = {name: getattr(self, field) for name, field in fields.items()}
        return {name: found for name, found in named.items() if found}

    def least(self) -> dict[str, int]:
        """Lowest score by grade."""
        asked = {grade: getattr(self, f"{grade}_min") for grade in GRADES}
        return {grade: score for grade, score in asked.items() if score is not None}

    def days(self) -> tuple[datetime, datetime] | None:
        """First and last day of the period asked for; Problem 422 where it is none."""
        if not self.period:
            return None
        first, slash, last = self.period.partition("/")
        begins = first_day(first.replace("..", ""))
        ends = last_day((last if slash else first).replace("..", ""))
        if begins is None or ends is None or begins > ends:
            raise problems.bad_period()
        return begins, ends

    def areas(self) -> tuple[Area, ...]:
        """Where; Problem 422 for what are no degrees."""
        found: list[Area] = []
        if self.bbox:
            west, south, east, north = _degrees(self.bbox, 4)
            found.append(Within((west, south, east, north)))
        if self.near:
            longitude, latitude = _degrees(self.near, 2)
            found.append(Near(longitude, latitude, self.distance))
        return tuple(found)


def _degrees(text: str, size: int) -> list[float]:
    """Pairs of longitude and latitude."""
    try:
        found = [float(part) for part in text.split(",")]
    except ValueError:
        raise problems.bad_place() from None
    most = [180.0, 90.0] * (size // 2)
    if len(found) != size or not all(abs(one) <= m for one, m in zip(found, most, strict=True)):
        raise problems.bad_place()
    if size == 4 and found[1] > found[3]:
        raise problems.bad_place()
    return found


class Asked(Filters):
    """A search: words, filters, page and order."""

    q: str = Field("", max_length=1000, description='Words, "phrases", -excluded.')
    sort: Literal["relevance", "modified", "quality", "title", "id"] | None = Field(
        None, description="Order: by relevance where there are words, else the newest first."
    )
    limit: int = Field(20, ge=1, le=100, description="Datasets of a page at most.")
    offset: int = Field(0, ge=0, le=_LAST_OFFSET, description="Datasets to skip.")
    after: str | None = Field(
        None, max_length=60, description="Id of the last dataset seen; sorts by id."
    )
    cursor: str | None = Field(
        None, max_length=600, description="Where the page begins: follow `next`, never make one."
    )
    facets: str | None = Field(
        None,
        max_length=300,
        description="Facets to count, comma-separated; empty: none. "
        f"There are {', '.join(facets.NAMES)}.",
    )
    fields: str | None = Field(
        None,
        max_length=1000,
        description="Members of each document to give, comma-separated; a dot goes inward.",
        examples=["id,title.fr,tables.links.csv"],
    )
    copies: Literal["all"] | None = Field(None, description="Also the copies on other portals.")

    def question(self) -> Question:
        """The question; Problem 422 for a cursor, a period or a place that is none."""
        return Question(
            self.q,
            self.chosen(),
            self.limit,
            self.offset,
            self.after,
            self.sort,
            counted(self.facets),
            self.copies == "all",
            cursor=read_cursor(self.cursor),
            least=self.least(),
            period=self.days(),
            areas=self.areas(),
        )


def counted(names: str | None) -> tuple[str, ...]:
    """Facets by name; those there are."""
    if names is None:
        return SHOWN
    return tuple(name for name in dict.fromkeys(names.split(",")) if name in facets.NAMES)


def read_cursor(text: str | None) -> cursors.Cursor | None:
    """A cursor; Problem 422 for what is none."""
    try:
        return cursors.read(text) if text is not None else None
    except cursors.BadCursor as error:
        raise problems.bad_cursor() from error
