"""What a Socrata portal adds to its form: `classification.domain_metadata`.

Each portal has its own keys, a group and then a name: `Common-Core_Contact-Email`,
`Update_Update-Frequency`. Which names mean what is this project's reading of those in use.
"""

from collections.abc import Mapping

from connectors.words.texts import Json, folded, items, mapping, text

Record = Mapping[str, Json]

#: Names of fields in domain_metadata, without their group, in order of preference.
LICENCE = ("license", "licence")
PUBLISHER = ("publisher", "agency", "department", "dataset owner")
FREQUENCY = (
    "update frequency",
    "frequency",
    "accrual periodicity",
    "refresh frequency",
    "posting frequency",
    "data frequency",
)
TEMPORAL = ("temporal applicability", "temporal coverage", "temporal", "time period", "coverage")
SPATIAL = (
    "spatial",
    "spatial applicability",
    "geographic coverage",
    "spatial coverage",
    "geographic area",
)


def form_fields(record: Record) -> dict[str, Json]:
    """Fields of domain_metadata by name, without their group; the first of a name wins."""
    found: dict[str, Json] = {}
    listed = mapping(record.get("classification")).get("domain_metadata")
    for pair in map(mapping, items(listed)):
        key = text(pair.get("key")).split("_", 1)[-1]
        found.setdefault(folded(key.replace("-", " ").replace("_", " ")), pair.get("value"))
    return found


def first(fields: Record, names: tuple[str, ...]) -> str:
    """The first of some fields that says anything."""
    return next(filter(None, (text(fields.get(name)) for name in names)), "")
