"""Reads federation.yaml and says, for each fault, the line, the key and what to do."""

import difflib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from stdnum.fr import siren

from federation.errors import SettingsError
from federation.i18n import Message, mark, msg
from federation.settings import FederationSettings

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
Location = tuple[int | str, ...]

#: pydantic's error types in words a data officer understands.
_WORDS: Mapping[str, str] = {
    "missing": mark("this key is required: add it"),
    "string_type": mark("write a text here"),
    "string_pattern_mismatch": mark("“%(input)s” does not have the expected form (%(pattern)s)"),
    "string_too_long": mark("this text is too long (at most %(max_length)s characters)"),
    "int_type": mark("write a whole number here"),
    "int_parsing": mark("write a whole number here"),
    "float_type": mark("write a number here"),
    "float_parsing": mark("write a number here"),
    "bool_type": mark("write true or false here"),
    "bool_parsing": mark("write true or false here"),
    "tuple_type": mark("write a list here (one “- ” per element)"),
    "dict_type": mark("write keys and values here"),
    "model_type": mark("write keys and values here"),
    "model_attributes_type": mark("write keys and values here"),
    "literal_error": mark("“%(input)s” is not one of: %(expected)s"),
    "greater_than": mark("write a number greater than %(gt)s"),
    "greater_than_equal": mark("write a number of at least %(ge)s"),
    "less_than_equal": mark("write a number of at most %(le)s"),
    "too_short": mark("give at least %(min_length)s elements"),
}


def load_settings(path: Path) -> FederationSettings:
    """The settings of a federation.yaml; SettingsError with every fault found, in file order."""
    node, document = _read(path)
    faults: list[tuple[int, Message]] = []
    document = _Variables(path, node, faults).fill(document, ())
    settings = _validate(path, document, node, faults)
    if settings is not None:
        faults += [
            (_line(node, where), _at(path, _line(node, where), where, what))
            for where, what in _consistency(settings)
        ]
    if faults or settings is None:
        ordered = tuple(fault for _, fault in sorted(faults, key=lambda found: found[0]))
        raise SettingsError(
            msg(
                "%(file)s cannot be used: %(count)s to correct.", file=path.name, count=len(ordered)
            ),
            ordered,
        )
    return settings


def _read(path: Path) -> tuple[yaml.Node | None, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise SettingsError(
            msg("%(file)s does not exist. Write one with: partage init", file=str(path))
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            msg("%(file)s cannot be read as UTF-8 text.", file=str(path))
        ) from error
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        return node, yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise SettingsError(
            msg(
                "%(file)s, line %(line)s: this is not valid YAML. Check the indentation "
                "(spaces, no tabs) and the quotes around this line.",
                file=path.name,
                line=line,
            )
        ) from error


@dataclass(frozen=True, slots=True)
class _Variables:
    """Replaces `${NAME}` by environment variables, so that secrets stay out of the file."""

    path: Path
    node: yaml.Node | None
    faults: list[tuple[int, Message]]

    def fill(self, value: Any, where: Location) -> Any:  # noqa: ANN401 - YAML
        if isinstance(value, dict):
            return {key: self.fill(inner, (*where, key)) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.fill(inner, (*where, index)) for index, inner in enumerate(value)]
        if not isinstance(value, str):
            return value
        return _VARIABLE.sub(lambda match: self._value(match.group(1), where), value)

    def _value(self, name: str, where: Location) -> str:
        if name not in os.environ:
            line = _line(self.node, where)
            what = msg("the environment variable %(name)s is not set", name=name)
            self.faults.append((line, _at(self.path, line, where, what)))
        # Any address will do for the rest of the check: the fault already refuses the file.
        return os.environ.get(name, "http://unset.invalid")


def _validate(
    path: Path,
    document: Any,  # noqa: ANN401 - YAML
    node: yaml.Node | None,
    faults: list[tuple[int, Message]],
) -> FederationSettings | None:
    if not isinstance(document, dict):
        document = {}
    document.pop("path", None)
    try:
        return FederationSettings(**document, path=path.resolve())
    except ValidationError as error:
        for found in error.errors():
            where = tuple(found["loc"])
            line = _line(node, where)
            faults.append((line, _at(path, line, where, _explain(found))))
        return None


def _explain(found: ErrorDetails) -> Message:
    context = dict(found.get("ctx") or {})
    if found["type"] == "partage":
        return Message(found["msg"], context)
    if found["type"] == "extra_forbidden":
        return _unknown_key(found)
    words = _WORDS.get(found["type"], mark("this value cannot be used here"))
    return Message(words, {"input": str(found["input"])[:60], **context})


def _unknown_key(found: ErrorDetails) -> Message:
    key = str(found["loc"][-1])
    close = difflib.get_close_matches(key, _known_keys(tuple(found["loc"][:-1])), n=1)
    if close:
        return msg("unknown key; did you mean “%(key)s”?", key=close[0])
    return msg("unknown key: remove it, or see docs/federation-yaml.md")


def _known_keys(where: Location) -> list[str]:
    """Keys allowed at a place of the file, followed through the settings models."""
    from pydantic import BaseModel

    model: type[BaseModel] = FederationSettings
    for step in where:
        if isinstance(step, int):
            continue
        annotation = model.model_fields[step].annotation if step in model.model_fields else None
        inner = next((kind for kind in _classes(annotation) if issubclass(kind, BaseModel)), None)
        if inner is None:
            return []
        model = inner
    return [name for name in model.model_fields if name != "path"]


def _classes(annotation: Any) -> Iterator[type]:  # noqa: ANN401 - a type expression
    from typing import get_args

    if isinstance(annotation, type) and not get_args(annotation):
        yield annotation
    for inner in get_args(annotation):
        yield from _classes(inner)


def _consistency(settings: FederationSettings) -> Iterator[tuple[Location, Message]]:
    """Faults that no single key shows: duplicate ids, unknown cities, absent folders."""
    yield from _duplicates(settings)
    for index, city in enumerate(settings.cities):
        if city.official_id_kind == "siren" and not siren.is_valid(city.official_id or ""):
            yield (
                ("cities", index, "official_id"),
                msg(
                    "“%(value)s” is not a SIREN number: nine digits whose key is right",
                    value=city.official_id,
                ),
            )
    known = {city.id for city in settings.cities}
    for index, partnership in enumerate(settings.partnerships):
        for position, member in enumerate(partnership.cities):
            if member not in known:
                where: Location = ("partnerships", index, "cities", position)
                yield where, msg("no city of this file is called “%(id)s”", id=member)
    yield from _paths(settings)


def _duplicates(settings: FederationSettings) -> Iterator[tuple[Location, Message]]:
    seen: set[tuple[str, str]] = set()
    places: list[tuple[str, str, Location]] = []
    for c, city in enumerate(settings.cities):
        places.append(("city", city.id, ("cities", c, "id")))
        places += [
            ("source", source.id, ("cities", c, "sources", s, "id"))
            for s, source in enumerate(city.sources)
        ]
    places += [
        ("partnership", item.id, ("partnerships", p, "id"))
        for p, item in enumerate(settings.partnerships)
    ]
    for kind, identifier, where in places:
        if (kind, identifier) in seen:
            yield where, msg("“%(id)s” is used twice: give each its own id", id=identifier)
        seen.add((kind, identifier))


def _paths(settings: FederationSettings) -> Iterator[tuple[Location, Message]]:
    for c, city in enumerate(settings.cities):
        for s, source in enumerate(city.sources):
            where = ("cities", c, "sources", s, "url")
            local = settings.local_path(source.url)
            if source.connector == "files" and local is not None and not local.exists():
                yield where, msg("the path “%(path)s” does not exist", path=source.url)
            elif source.connector != "files" and not source.url.startswith(("http://", "https://")):
                yield where, msg("write an address that begins with http:// or https://")
    if settings.policy:
        policy = settings.local_path(settings.policy)
        if policy is None or not policy.is_file():
            yield ("policy",), msg("the path “%(path)s” does not exist", path=settings.policy)


def _at(path: Path, line: int, where: Location, what: Message) -> Message:
    key = ".".join(str(step + 1) if isinstance(step, int) else step for step in where)
    return msg(
        "%(file)s, line %(line)s, %(key)s: %(what)s",
        file=path.name,
        line=line,
        key=key or "—",
        what=what,
    )


def _line(node: yaml.Node | None, where: Location) -> int:
    """The line of a place in the file, or of the nearest place that exists; from 1."""
    line = 1
    for step in where:
        if isinstance(node, yaml.MappingNode):
            found = next(((k, v) for k, v in node.value if k.value == str(step)), None)
            if found is None:
                return line
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            if step >= len(node.value):
                return line
            node = node.value[step]
            line = node.start_mark.line + 1
    return line
