"""Lists of files, read into entries (`connectors.files.entries`).

A list is a CSV or YAML file, or plain lines of addresses. Columns: `url` (needed), `id`, `title`,
`description`, `licence`, `schema`, `format`, `keywords`, `themes`, `publisher`, `frequency`,
`modified`, `homepage`. French and Spanish names of the same columns are understood.
"""

import csv
import io
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import yaml

from connectors.words.texts import Json, folded, mapping, text
from federation.errors import FailureCode, HarvestError
from federation.i18n import msg

_COLUMNS = {
    "url": "url adresse lien link href enlace direccion path",
    "id": "id identifiant identifier identificador",
    "title": "title titre nom name titulo nombre",
    "description": "description notes descripcion",
    "licence": "licence license licencia",
    "schema": "schema schema_id esquema",
    "format": "format formato",
    "keywords": "keywords tags mots-cles motscles palabras-clave",
    "themes": "themes theme temas tema",
    "publisher": "publisher producteur editeur organisation editor",
    "frequency": "frequency frequence frecuencia",
    "modified": "modified modifie date_modification modificado",
    "homepage": "homepage page pagina",
}
_FIELD_OF = {name: field for field, names in _COLUMNS.items() for name in names.split()}
_MANY = frozenset({"keywords", "themes"})
_DELIMITERS = ",;\t|"


class _Plain(yaml.BaseLoader):
    """No types but text, and no aliases: nested ones unfold without end."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError
        return super().compose_node(parent, index)


def _unreadable(shown: str) -> HarvestError:
    return HarvestError(
        FailureCode.WRONG_FORMAT,
        msg(
            "%(name)s is not a list of files that can be read: write a CSV with a column url, a "
            "YAML list, or one address per line.",
            name=shown,
        ),
    )


def read_list(content: str, shown: str) -> list[Json]:
    """The entries of a list; HarvestError WRONG_FORMAT where it is none."""
    suffix = Path(urlsplit(shown).path).suffix.lower()
    lines = [line for line in content.splitlines() if line.strip() and line.lstrip()[0] != "#"]
    if suffix in {".yaml", ".yml"}:
        rows = _yaml_rows(content, shown)
    elif lines and _is_address(lines[0]):
        rows = [{"url": line.strip()} for line in lines]
    else:
        rows = _csv_rows(content, shown)
    return [_entry(row) for row in rows]


def _is_address(line: str) -> bool:
    words = line.strip()
    return "://" in words and not any(mark in words for mark in (";", "\t", '"', " "))


def _yaml_rows(content: str, shown: str) -> list[Json]:
    try:
        found = yaml.load(content, _Plain)  # noqa: S506 - texts, lists and mappings only
    except (yaml.YAMLError, RecursionError) as error:
        raise _unreadable(shown) from error
    if isinstance(found, Mapping):
        found = found.get("datasets") or found.get("files") or found.get("resources")
    if not isinstance(found, list):
        raise _unreadable(shown)
    return found


def _csv_rows(content: str, shown: str) -> list[Json]:
    header = content.splitlines()[0] if content.strip() else ""
    delimiter = max(_DELIMITERS, key=header.count)
    reader = csv.DictReader(io.StringIO(content), delimiter=delimiter)
    try:
        names = {_FIELD_OF.get(folded(name)) for name in reader.fieldnames or ()}
        if "url" not in names:
            raise _unreadable(shown)
        return list(reader)
    except csv.Error as error:
        raise _unreadable(shown) from error


def _entry(row: Json) -> Json:
    """One row as an entry of one file; what has no address stays without id: malformed."""
    if isinstance(row, str):
        row = {"url": row}
    named = {_FIELD_OF.get(folded(name), ""): value for name, value in mapping(row).items()}
    url = text(named.get("url"))
    if not url:
        return {"row": {key: text(value) for key, value in named.items()}}
    entry = {field: _value(field, named[field]) for field in _COLUMNS if field in named}
    stem = path_of(url).stem
    file = {key: entry[key] for key in ("url", "format", "schema", "modified") if key in entry}
    return {
        **{key: value for key, value in entry.items() if key not in {"url", "format", "schema"}},
        "id": text(entry.get("id")) or url,
        "title": entry.get("title") or stem or url,
        "files": [{**file, "id": url, "title": entry.get("title") or stem}],
    }


def path_of(url: str) -> PurePosixPath:
    """The path of an address, decoded; empty where it is none (`http://[x/a.csv`)."""
    try:
        return PurePosixPath(unquote(urlsplit(url).path))
    except ValueError:
        return PurePosixPath()


def _value(field: str, value: Json) -> Json:
    if field in _MANY and isinstance(value, str):
        return [word.strip() for word in value.replace(",", ";").split(";") if word.strip()]
    return value if isinstance(value, Mapping | list) else text(value)
