"""Earlier versions of the schemas that come with partage, written as differences on a later one.

Only the facts differ: the wording stays that of the later version. They answer to a file that
declares them; a table whose schema is recognised follows the current version.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

#: By schema, then by version: `source`, and what `rendition` reads.
Differences = Mapping[str, Mapping[str, Mapping[str, Any]]]


def read_differences(path: Path) -> Differences:
    """The differences of an `earlier.json`; none where there is no such file."""
    found: Differences = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return found


def rendition(later: Mapping[str, Any], version: str, change: Mapping[str, Any]) -> dict[str, Any]:
    """The descriptor of an earlier version: `later` with the changes made.

    `without` names fields that it lacks; `fields` and `resources` hold, by name, the facts that
    replace those of the later version; `custom_checks` replaces the whole list.
    """
    body = {**later, "version": version, "source": change["source"]}
    for part in ("fields", "resources"):
        if part in change or (part in later and "without" in change):
            body[part] = _changed(later[part], change.get(part, {}), change.get("without", ()))
    if "custom_checks" in change:
        body["custom_checks"] = change["custom_checks"]
    return body


def _changed(
    items: Sequence[Mapping[str, Any]],
    changes: Mapping[str, Mapping[str, Any]],
    without: Sequence[str],
) -> list[dict[str, Any]]:
    return [
        {**item, **changes.get(item.get("name", ""), {})}
        for item in items
        if item.get("name") not in without
    ]
