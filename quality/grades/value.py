"""Value: what the data adds to the federation, and to those who put data together."""

from collections.abc import Iterator

from federation.demand import DAILY, KINDS, LEAST_DAYS, MOST, tenths
from federation.grades import Component
from federation.i18n import Message, counted, msg
from quality.grades import formats
from quality.grades.keys import keys
from quality.grades.subject import Subject

_HVD = "http://data.europa.eu/bna/"
#: The six categories of the annex of Regulation (EU) 2023/138.
_GEOSPATIAL, _ENVIRONMENT = msg("geospatial"), msg("earth observation and environment")
_WEATHER, _STATISTICS = msg("meteorological"), msg("statistics")
_COMPANIES, _MOBILITY = msg("companies and company ownership"), msg("mobility")
_CATEGORIES: dict[str, Message] = {
    "c_ac64a52d": _GEOSPATIAL,
    "c_dd313021": _ENVIRONMENT,
    "c_164e0bf5": _WEATHER,
    "c_e1da4e07": _STATISTICS,
    "c_a9135398": _COMPANIES,
    "c_b79e35eb": _MOBILITY,
}
#: Schemas whose data the annex names: addresses; transport networks.
_BY_SCHEMA = {
    "etalab/schema-bal": _GEOSPATIAL,
    "etalab/schema-amenagements-cyclables": _MOBILITY,
}
#: Themes nearest to a category: most data of the category bears them, not the other way round.
_BY_THEME = {"ENVI": _ENVIRONMENT, "TRAN": _MOBILITY, "SOCI": _STATISTICS}
#: Share of the component by number of other cities that publish the same schema.
_PEERS = (0.0, 0.6, 0.8, 1.0)
_KEY, _SCHEMA, _NEAR = 0.5, 0.3, 0.5


def components(subject: Subject) -> Iterator[Component]:
    """The components of the grade."""
    yield _uniqueness(subject)
    yield _joinability(subject)
    yield _high_value(subject)
    yield _demand(subject)


def _uniqueness(subject: Subject) -> Component:
    name, weight = "uniqueness", 25
    if subject.copy_of is None:
        why = msg("No other dataset of the federation is the original of this one.")
        return Component(name, weight, 1.0, why)
    why = msg("This is a copy of a dataset that the federation has from another portal.")
    return Component(name, weight, 0.0, why)


def _joinability(subject: Subject) -> Component:
    name, weight = "joinability", 35
    if not subject.published:
        why = msg("No table of this dataset is published: there is nothing to join.")
        return Component(name, weight, None, why)
    schemas = {table.schema.id for table in subject.published if table.schema}
    peers = max((subject.peers.get(schema, 0) for schema in schemas), default=0)
    found = keys(
        column.name
        for table in subject.published
        if table.snapshot
        for column in table.snapshot.columns
    )
    shared = _PEERS[min(peers, len(_PEERS) - 1)]
    value = max(shared, _KEY if found else 0.0, _SCHEMA if schemas else 0.0)
    return Component(name, weight, value, _joined(peers, found, schemas), _join(found, schemas))


def _joined(peers: int, found: tuple[str, ...], schemas: set[str]) -> Message:
    if peers:
        return msg("Other cities that publish tables of the same schema: %(count)s.", count=peers)
    if found:
        return msg("Columns known everywhere allow a join: %(keys)s.", keys=", ".join(found))
    if schemas:
        return msg("The table follows a schema that no other city publishes yet.")
    return msg("Neither a schema nor an official identifier is shared with other tables.")


def _join(found: tuple[str, ...], schemas: set[str]) -> Message | None:
    """What the publisher can do; nothing where it only takes other cities to follow."""
    if not schemas:
        return msg("Publish the table in a schema that other cities use.")
    if not found:
        return msg("Add an official identifier, such as the SIRET or the INSEE code.")
    return None


def _high_value(subject: Subject) -> Component:
    name, weight = "high-value", 25
    themes = subject.dataset.themes
    declared = next((theme for theme in themes if theme.startswith(_HVD)), None)
    if declared is not None:
        known = _CATEGORIES.get(declared.rsplit("/", 1)[-1])
        why = msg("Declared as high-value data.")
        if known is not None:
            why = msg("Declared as high-value data: %(category)s.", category=known)
        return Component(name, weight, 1.0, why)
    named = (_BY_SCHEMA.get(table.schema.id) for table in subject.tables if table.schema)
    if (category := next(filter(None, named), None)) is not None:
        why = msg("Its schema is of high-value data: %(category)s.", category=category)
        return Component(name, weight, 1.0, why)
    if (near := _near(subject)) is not None:
        why = msg("Near a category of high-value data: %(category)s.", category=near)
        action = msg("If the European regulation names this data, declare its category.")
        return Component(name, weight, _NEAR, why, action)
    return Component(name, weight, 0.0, msg("In no category of high-value data."))


def _near(subject: Subject) -> Message | None:
    codes = (theme.rstrip("/").rsplit("/", 1)[-1] for theme in subject.dataset.themes)
    if (found := next(filter(None, map(_BY_THEME.get, codes)), None)) is not None:
        return found
    drawn = any(formats.file_type(file.offer) in formats.GEOGRAPHIC for file in subject.offered)
    return _GEOSPATIAL if drawn else None


def _demand(subject: Subject) -> Component:
    """Uses at the federation's catalogue; nothing that its publisher could do raises them."""
    name, weight, use = "demand", 15, subject.use
    found = tenths(use)
    if found is None:
        why = counted(
            "Uses are counted since this dataset is published: %(n)s day of the %(least)s that "
            "are needed to grade demand.",
            "Uses are counted since this dataset is published: %(n)s days of the %(least)s that "
            "are needed to grade demand.",
            use.days,
            least=LEAST_DAYS,
        )
        return Component(name, weight, None, why)
    counts = {kind: use.counts.get(kind, 0) for kind in KINDS}
    why = msg(
        "Uses in %(days)s days, at most %(daily)s of a kind a day: %(page)s page views, "
        "%(download)s downloads, %(query)s questions. %(most)s uses in 30 days give the most.",
        days=use.days,
        daily=DAILY,
        most=MOST,
        **counts,
    )
    return Component(name, weight, found / 10, why)
