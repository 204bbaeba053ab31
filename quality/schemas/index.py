"""The list of the schemas that come with partage, and where the web knows them.

The list is `quality/schemas/descriptors/index.json`: see the README beside it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from federation.model import Texts
from quality.schemas.earlier import Differences
from quality.schemas.registry import version_order


@dataclass(frozen=True, slots=True)
class SchemaEntry:
    """A line of the list of schemas."""

    id: str
    name: str
    titles: Texts
    kind: str  # tableschema, jsonschema, datapackage
    versions: tuple[str, ...]
    latest: str
    source: str = ""
    earlier: tuple[str, ...] = ()  # those of `versions` that only answer to who declares them

    @property
    def places(self) -> tuple[str, ...]:
        """The paths under which the schema is known on the web, without host or version."""
        organisation, name = self.id.split("/")
        official = {f"gov.fr/{self.id}", f"gouv.fr/{self.id}", f"gouv.fr/schemas/{self.id}"}
        if organisation == "scdl":
            official.add(f"gitlab.com/opendatafrance/scdl/{name}")
        elif organisation == "etalab":
            official |= {f"github.com/{self.id}", f"githubusercontent.com/{self.id}"}
        else:
            official.add(f"/{name}")
        return tuple(sorted(official))


def read_index(path: Path, differences: Differences) -> tuple[SchemaEntry, ...]:
    """The lines of an `index.json`, in their order, with the earlier versions of `differences`."""
    lines = json.loads(path.read_text("utf-8"))
    return tuple(_entry(line, tuple(differences.get(line["id"], ()))) for line in lines)


def _entry(line: Mapping[str, Any], earlier: tuple[str, ...]) -> SchemaEntry:
    return SchemaEntry(
        id=line["id"],
        name=line["name"],
        titles=line["titles"],
        kind=line["kind"],
        versions=tuple(sorted((*earlier, *line["versions"]), key=version_order)),
        latest=line["latest"],
        source=line.get("source", ""),
        earlier=earlier,
    )
