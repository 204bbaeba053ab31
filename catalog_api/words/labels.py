"""Labels of facet values and states in the reader's language."""

from babel import Locale as BabelLocale

from catalog_api.words import vocabulary
from federation.axes import AXES
from federation.findings import ACTIONS, ENTITIES
from federation.i18n import Message, msg, pick
from federation.published import FederationDocument

FACET_TITLES: dict[str, Message] = {
    "city": msg("City"),
    "country": msg("Country"),
    "partnership": msg("Partnership"),
    "theme": msg("Theme"),
    "axis": msg("Axis of the smart city"),
    "schema": msg("Data schema"),
    "conformity": msg("Conformity"),
    "format": msg("Format"),
    "licence": msg("Licence"),
    "access": msg("Access rights"),
    "updated": msg("Last update"),
    "freshness": msg("Freshness"),
    "reliability": msg("Reliability"),
    "value": msg("Value"),
    "services": msg("Services"),
    "keyword": msg("Keyword"),
    "organization": msg("Publisher"),
    "language": msg("Language"),
}

#: Values of facets that have words of their own.
_VALUES: dict[str, dict[str, Message]] = {
    "axis": dict(AXES),
    "conformity": {
        "conforming": msg("Conforms to its schema"),
        "errors": msg("With errors"),
        "no-schema": msg("Without a schema"),
    },
    "access": {
        "PUBLIC": msg("Public"),
        "RESTRICTED": msg("Restricted"),
        "NON_PUBLIC": msg("Not public"),
        "CONFIDENTIAL": msg("Confidential"),
        "SENSITIVE": msg("Sensitive"),
    },
    "updated": {
        "week": msg("In the last week"),
        "month": msg("In the last month"),
        "quarter": msg("In the last three months"),
        "year": msg("In the last year"),
    },
    "freshness": {
        "on-time": msg("As fresh as announced"),
        "late": msg("Later than announced"),
    },
}
_BANDS = frozenset(("reliability", "value", "services"))

TYPES: dict[str, Message] = {
    "string": msg("text"),
    "integer": msg("whole number"),
    "number": msg("number"),
    "boolean": msg("yes or no"),
    "date": msg("date"),
    "datetime": msg("date and time"),
    "time": msg("time"),
    "year": msg("year"),
    "yearmonth": msg("year and month"),
    "geopoint": msg("geographic point"),
    "geojson": msg("geographic shape"),
    "array": msg("list"),
    "object": msg("structure"),
}


def facet_label(facet: str, value: str, federation: FederationDocument, locale: str) -> str:
    """The words for a facet value; the value itself when there are none."""
    if facet == "city":
        city = federation.city(value)
        return pick(city.names, locale) if city else value
    if facet == "theme":
        return pick(vocabulary.THEMES.get(value, {}), locale) or value
    if facet == "licence":
        return licence_label(value, locale)
    if facet == "partnership":
        titles = (one.titles for one in federation.partnerships if one.id == value)
        return pick(next(titles, {}), locale) or value
    if said := _VALUES.get(facet, {}).get(value):
        return said.render(locale)
    if facet in _BANDS:
        return value.replace("-", "–")
    names = {"country": "territories", "language": "languages"}.get(facet)
    return _babel_name(names, value, locale) if names else value


def licence_label(value: str, locale: str) -> str:
    """A licence's title by short id."""
    if value == vocabulary.NOT_SPECIFIED:
        return msg("Not stated").render(locale)
    known = vocabulary.LICENCES.get(value)
    return known.title if known else value


def _babel_name(kind: str, value: str, locale: str) -> str:
    names = getattr(BabelLocale.parse(locale), kind)
    return str(names.get(value, value))


def country(code: str, locale: str) -> str:
    """A country's name by ISO 3166-1 alpha-2 code."""
    return _babel_name("territories", code, locale)


def language(code: str, locale: str) -> str:
    """A language's name by ISO 639-1 code."""
    return _babel_name("languages", code, locale)


def entity(name: str, locale: str) -> str:
    """What was found, in words."""
    found = ENTITIES.get(name)
    return found.render(locale) if found else name.replace("_", " ").lower()


def column_type(name: str, locale: str) -> str:
    """A Table Schema type in words."""
    found = TYPES.get(name)
    return found.render(locale) if found else name


def action(name: str, locale: str) -> str:
    """What was done to a column, in words."""
    found = ACTIONS.get(name)
    return found.render(locale) if found else name
