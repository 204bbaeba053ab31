"""The demonstration's federation.yaml as it ran, kept with what it built.

The file of `examples/demo` names addresses that exist only while the portals run. With its own copy
in the home folder, what was built can be served, looked at and worked on afterwards.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from federation.i18n import environment_locale, msg

#: Not `federation.yaml`: a home folder may be one where somebody keeps their own.
NAME = "demo-federation.yaml"
_VARIABLE = re.compile(r"\$\{(\w+)\}")
_NOTE = msg(
    "Written by partage demo, and again each time: the addresses of its portals, which answer only "
    "while it harvests."
)


def write_federation_file(data: Path, home: Path, addresses: Mapping[str, str]) -> Path:
    """Write the demonstration's federation into a home folder, made if need be; the file.

    `data` is the folder of `demo_data`; `addresses` fill the variables that its file names. Folders
    become absolute: the copy does not stand beside them.
    """
    yaml = YAML()
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.preserve_quotes = True
    document = yaml.load((data / "federation.yaml").read_text(encoding="utf-8"))
    _fill(document, addresses)
    for city in document["cities"]:
        for source in city["sources"]:
            if "://" not in source["url"]:
                source["url"] = str((data / source["url"]).resolve())
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    target, partial = home / NAME, home / f"{NAME}.partial"
    with partial.open("w", encoding="utf-8") as file:
        file.write(f"# {_NOTE.render(environment_locale())}\n")
        yaml.dump(document, file)
    partial.replace(target)
    return target


def _fill(node: Any, addresses: Mapping[str, str]) -> None:  # noqa: ANN401 - YAML
    """Put addresses in the place of the variables, wherever in the document."""
    places = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in list(places):
        if isinstance(value, dict | list):
            _fill(value, addresses)
        elif isinstance(value, str) and "${" in value:
            node[key] = _VARIABLE.sub(lambda found: addresses[found.group(1)], value)
