"""`partage schemas list|show|sync`: the data schemas, in plain words."""

from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer
from rich.table import Table

from federation.errors import SchemaError
from federation.i18n import environment_locale, mark, pick
from federation.model import SchemaRef
from orchestration.cli.console import err, out, place, print_json, say, t, told
from orchestration.cli.usage import Group
from orchestration.cli.words import printable

if TYPE_CHECKING:
    from orchestration.cli.schema_source import SchemaSource
    from orchestration.cli.schema_sync import Synced
    from quality.schemas.json_schema import JsonSchema
    from quality.schemas.library import SchemaLibrary
    from quality.schemas.registry import Registry
    from quality.schemas.table_schema import TableSchema
    from quality.words.explaining import FieldWords

_OFFICIAL = "https://schema.data.gouv.fr/schemas.json"

app = typer.Typer(
    cls=Group, no_args_is_help=True, help=t("The data schemas: list, explain, follow them.")
)


def _json_option() -> Any:  # noqa: ANN401 - typer's own type
    return typer.Option("--json", help=t("Print one JSON object on standard output."))


def _registry_option() -> Any:  # noqa: ANN401 - typer's own type
    return typer.Option(
        "--registry",
        envvar="PARTAGE_SCHEMA_REGISTRY",
        help=t("The address of the registry of schemas, or of a mirror."),
    )


@app.command("list", help=t("The schemas at hand: versions, fields, which come with partage."))
def list_schemas(
    context: typer.Context,
    every: Annotated[
        bool, typer.Option("--all", help=t("Those of the registry as last fetched, too."))
    ] = False,
    json: Annotated[bool, _json_option()] = False,
) -> None:
    """The schemas that come with partage, those fetched, and with --all those of the registry."""
    from orchestration.cli.schema_source import SchemaSource

    with told(), SchemaSource(place(context)) as source:
        lines = _lines(source.library)
        registry = source.cache.registry() if every else None
        lines += _others(registry, {line["id"] for line in lines}) if registry else []
        if json:
            print_json(orjson.dumps({"schemas": lines}))
            return
        _show_list(lines)
        if every and registry is None:
            err.print(t("The registry was not fetched yet: partage schemas sync"), soft_wrap=True)


def _lines(library: "SchemaLibrary") -> list[dict[str, Any]]:
    found = []
    for entry in library.list():
        cached = library.cache.versions(entry.id) if library.cache else ()
        found.append(
            {
                "id": entry.id,
                "title": dict(entry.titles),
                "kind": entry.kind,
                "version": entry.latest,
                "shipped": list(entry.versions),
                "cached": list(cached),
                **_counts(library, SchemaRef(entry.id)),
            }
        )
    own = {entry.id for entry in library.list()}
    return found + [_fetched(library, each) for each in _cached_ids(library) if each not in own]


def _cached_ids(library: "SchemaLibrary") -> tuple[str, ...]:
    return library.cache.ids() if library.cache else ()


def _fetched(library: "SchemaLibrary", schema: str) -> dict[str, Any]:
    ref = library.exact(SchemaRef(schema))
    body = library.body(ref)
    return {
        "id": schema,
        "title": {"fr": str(body.get("title") or schema)},
        "kind": library.kind(ref),
        "version": ref.version,
        "shipped": [],
        "cached": list(library.cache.versions(schema)) if library.cache else [],
        **_counts(library, ref),
    }


def _counts(library: "SchemaLibrary", ref: SchemaRef) -> dict[str, Any]:
    """Fields and required ones; none of a package, whose tables have their own line."""
    try:
        fields = _opened(library, ref).fields
    except SchemaError:
        return {"fields": None, "required": None}
    return {"fields": len(fields), "required": sum(each.required for each in fields)}


def _opened(library: "SchemaLibrary", ref: SchemaRef) -> "TableSchema | JsonSchema":
    if library.kind(ref) == "jsonschema":
        return library.json_schema(ref)
    return library.load(ref)


def _others(registry: "Registry", known: set[str]) -> list[dict[str, Any]]:
    return [
        {
            "id": entry.id,
            "title": {"fr": entry.title},
            "kind": entry.kind,
            "version": entry.latest,
            "shipped": [],
            "cached": [],
            "fields": None,
            "required": None,
        }
        for entry in registry
        if entry.id not in known
    ]


def _show_list(lines: list[dict[str, Any]]) -> None:
    table = Table(title=t("Data schemas"), title_justify="left")
    for title in (t("Schema"), t("Version"), t("Title"), t("Fields"), t("Required"), t("Held")):
        table.add_column(title)
    for line in lines:
        table.add_row(
            line["id"],
            line["version"],
            printable(pick(line["title"], environment_locale())),
            _number(line["fields"]),
            _number(line["required"]),
            _held(line),
        )
    out.print(table)


def _number(count: int | None) -> str:
    return "—" if count is None else str(count)


def _held(line: dict[str, Any]) -> str:
    parts = []
    earlier = [each for each in line["shipped"] if each != line["version"]]
    if earlier:
        parts.append(t("with partage, and earlier: %(versions)s", versions=", ".join(earlier)))
    elif line["shipped"]:
        parts.append(t("with partage"))
    older = [each for each in line["cached"] if each not in line["shipped"]]
    if older:
        parts.append(t("fetched: %(versions)s", versions=", ".join(older)))
    return "; ".join(parts) or t("in the registry")


@app.command("show", help=t("One schema in plain words: each column, what it holds, an example."))
def show(
    context: typer.Context,
    schema: Annotated[str, typer.Argument(help=t("Its name, id, address or file."))],
    version: Annotated[
        str | None, typer.Option("--version", help=t("A version; else the latest at hand."))
    ] = None,
    json: Annotated[bool, _json_option()] = False,
) -> None:
    """The fields of a schema; fetched if it is not at hand."""
    from orchestration.cli.schema_source import SchemaSource
    from quality.words.explaining import explain

    with told(), SchemaSource(place(context)) as source:
        ref = source.named(f"{schema}@{version}" if version else schema)
        if source.library.kind(ref) == "datapackage":
            _show_package(source, ref, json=json)
            return
        opened = _opened(source.library, ref)
        words = [explain(each, environment_locale()) for each in opened.fields]
        if json:
            print_json(orjson.dumps(_described(opened, words)))
        else:
            _show_schema(opened, words)


def _show_package(source: "SchemaSource", ref: SchemaRef, *, json: bool) -> None:
    members = [str(each) for each in source.library.members(ref)]
    if json:
        print_json(orjson.dumps({"id": ref.id, "version": ref.version, "tables": members}))
        return
    out.print(t("%(schema)s is a set of tables, each with its schema:", schema=str(ref)))
    for each in members:
        out.print(f"  • {printable(each)}", soft_wrap=True)


def _described(opened: "TableSchema | JsonSchema", words: "list[FieldWords]") -> dict[str, Any]:
    return {
        "id": opened.ref.id,
        "version": opened.ref.version,
        "title": dict(opened.titles),
        "description": opened.description,
        "fields": [
            {
                "name": each.name,
                "title": each.title,
                "type": each.type,
                "required": each.required,
                "example": each.example or None,
                "values": list(each.values),
                "limits": list(each.limits),
                "pattern": each.pattern,
                "description": each.description,
            }
            for each in words
        ],
    }


def _show_schema(opened: "TableSchema | JsonSchema", words: "list[FieldWords]") -> None:
    title = pick(opened.titles, environment_locale())
    out.print(f"[bold]{printable(title)}[/bold] ({printable(str(opened.ref))})", soft_wrap=True)
    if opened.description:
        out.print(printable(opened.description), soft_wrap=True)
    for each in words:
        required = t("required") if each.required else t("optional")
        out.print(
            f"\n[bold]{printable(each.name)}[/bold] — {printable(each.title)}", soft_wrap=True
        )
        for line in (f"{each.type}, {required}", *_details(each)):
            out.print(f"  {printable(line)}", soft_wrap=True)


def _details(each: "FieldWords") -> list[str]:
    lines = [each.description] if each.description else []
    if each.example:
        lines.append(t("Example: %(example)s", example=each.example))
    if each.values:
        lines.append(t("Accepted values: %(values)s", values="; ".join(each.values)))
    if each.pattern and not each.example:
        lines.append(t("Form: %(pattern)s", pattern=each.pattern))
    return lines + [t("Limit: %(limit)s", limit=limit) for limit in each.limits]


@app.command("sync", help=t("Fetch the official registry and tell what differs from partage."))
def sync(
    context: typer.Context,
    schemas: Annotated[
        list[str] | None,
        typer.Argument(help=t("Ids to fetch; else every schema of the Socle Commun.")),
    ] = None,
    registry: Annotated[str, _registry_option()] = _OFFICIAL,
    json: Annotated[bool, _json_option()] = False,
) -> None:
    """Exit 0 when everything could be fetched, 1 otherwise; differences are no failure."""
    from orchestration.cli.schema_source import SchemaSource
    from orchestration.cli.schema_sync import sync as synced

    with told(), SchemaSource(place(context), registry) as source:
        found = list(synced(source, schemas or []))
    if json:
        print_json(orjson.dumps({"schemas": [_synced(each) for each in found]}))
    else:
        _show_synced(found)
    if any(each.state == "failed" for each in found):
        raise typer.Exit(1)


def _synced(each: "Synced") -> dict[str, Any]:
    return {
        "id": each.id,
        "state": each.state,
        "shipped": each.shipped,
        "latest": each.latest,
        "fetched": list(each.fetched),
        "differences": [
            {"kind": one.kind, "field": one.field, "text": say(one.message)}
            for one in each.differences
        ],
        "problems": [say(problem) for problem in each.problems],
    }


_STATES = {
    "same": mark("as in partage"),
    "newer": mark("the registry has a newer version"),
    "changed": mark("the registry changed this version"),
    "new": mark("fetched"),
    "failed": mark("could not be fetched"),
}


def _show_synced(found: "list[Synced]") -> None:
    for each in found:
        said = f"[bold]{printable(each.id)}[/bold] {each.latest or ''} — {t(_STATES[each.state])}"
        out.print(said, soft_wrap=True)
        for one in each.differences:
            out.print(f"  • {printable(say(one.message))}", soft_wrap=True)
        for problem in each.problems:
            out.print(f"  [yellow]![/yellow] {printable(say(problem))}", soft_wrap=True)
    out.print(
        t(
            "No verdict changes by this: a fetched version is used only for files that declare it, "
            "or with --schema ID@VERSION."
        ),
        soft_wrap=True,
    )
