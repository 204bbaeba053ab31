"""`partage review list|decide`: columns withheld from published tables, and their fate."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer
from rich.markup import escape

from federation.errors import SettingsError, StoreError
from federation.i18n import environment_locale, msg, pick
from orchestration.cli.console import err, out, place, print_json, say, t, told
from orchestration.cli.officer import (
    Shape,
    by_option,
    counted,
    do_again,
    json_option,
    named,
    read_store,
    reason_option,
    require_impersonal,
    shape_option,
    tell_later,
)
from orchestration.cli.usage import Group
from orchestration.cli.words import printable

if TYPE_CHECKING:
    from pathlib import Path

    from federation.model import ColumnDecision
    from federation.settings import FederationSettings
    from federation.store.reviews import Reviewed
    from orchestration.cli.console import Place

app = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    help=t("Columns withheld from published tables: see them, decide."),
)

#: The table went into quarantine with the column as decided.
_QUARANTINED = 3
_NEW_POLICY = "policy.yaml"


@app.command("list", help=t("Columns that wait for a data officer, table by table."))
def list_withheld(
    context: typer.Context,
    every: Annotated[
        bool, typer.Option("--all", help=t("Those that a rule of yours withholds, too."))
    ] = False,
    form: Annotated[Shape, shape_option()] = Shape.TEXT,
    json: Annotated[bool, json_option()] = False,
) -> None:
    """Every column withheld from a published table: exit 0, whether there are any or not."""
    with told():
        from federation.store.reviews import Reviews

        found = read_store(context, lambda database: Reviews(database).waiting(ruled=every))
    if json or form is Shape.JSON:
        print_json(orjson.dumps({"tables": [_document(one) for one in found]}))
        return
    for one in found:
        _show(one)
    if not found:
        out.print(t("No column waits for a decision."))


def _document(one: "Reviewed") -> dict[str, Any]:
    locale = environment_locale()
    return {
        "id": one.id,
        "source": one.source_id,
        "city": one.city_id,
        "dataset": pick(one.dataset, locale),
        "table": pick(one.table, locale),
        "columns": [_column(column, locale) for column in one.columns],
    }


def _column(one: "ColumnDecision", locale: str) -> dict[str, Any]:
    return {
        "column": one.column,
        "action": one.action,
        "entities": dict(one.entities),
        "reason": one.reason.render(locale),
        "basis": one.legal_basis,
        "source": one.source,
        "rule": one.rule,
    }


def _show(one: "Reviewed") -> None:
    out.print(
        f"[bold]{one.id}[/bold]  {printable(one.city_id)} · {printable(one.source_id)}  "
        f"{named(one.dataset)} › {named(one.table)}",
        soft_wrap=True,
    )
    for column in one.columns:
        found = t("found: %(entities)s", entities=counted(column.entities))
        out.print(
            f"    [yellow]{printable(column.column)}[/yellow]  {escape(found)}", soft_wrap=True
        )
        out.print("        " + escape(say(column.reason)), soft_wrap=True)


@app.command("decide", help=t("Decide what becomes of a column, from now on, as a rule."))
def decide(
    context: typer.Context,
    table: Annotated[str, typer.Argument(help=t("The identifier of the table, or how it begins."))],
    column: Annotated[str, typer.Argument(help=t("The exact name of the column."))],
    action: Annotated[
        str, typer.Option("--action", help=t("keep, scan, mask, year, drop…: see the manual."))
    ],
    by: Annotated[str, by_option()],
    reason: Annotated[str, reason_option()],
    basis: Annotated[
        str,
        typer.Option(
            "--basis", help=t("The legal basis: a short name or a text; necessary for keep.")
        ),
    ] = "",
) -> None:
    """A rule in your policy file, then done again at once: exit 0, 3 quarantined, 1 not possible.

    The rule, the audit log and the table that is due are written together or not at all.
    """
    with told():
        where = place(context)
        settings = where.settings()
        path = _policy_file(settings)
        rule = _rule(column, action, basis)
        found = _record(where, settings, path, table, {**rule, "by": by, "reason": reason})
        _again(where, path, found)


def _policy_file(settings: "FederationSettings") -> "Path":
    """The policy file that the settings name; a new one beside them where they name none."""
    path = settings.local_path(settings.policy) if settings.policy else None
    if path is not None:
        return path
    new = settings.path.parent / _NEW_POLICY
    if new.exists():
        raise SettingsError(
            msg(
                "%(file)s names no policy file, but there is one called %(policy)s beside it. "
                "Add the line “policy: %(policy)s” to %(file)s if it is yours, and decide again.",
                file=settings.path.name,
                policy=_NEW_POLICY,
            )
        )
    return new


def _rule(column: str, action: str, basis: str) -> dict[str, str]:
    from anonymisation.policy.rules import OWN_ACTIONS

    if action not in OWN_ACTIONS:
        raise StoreError(
            msg(
                "“%(action)s” is no decision. Write one of: %(actions)s.",
                action=action,
                actions=", ".join(OWN_ACTIONS),
            )
        )
    if action == "keep" and not basis.strip():
        raise StoreError(
            msg(
                "A column that is kept is published as it is: give the legal basis with --basis, "
                "a text or one of the short names of the manual."
            )
        )
    return {"column": column, "action": action, "basis": basis.strip() or "identify"}


def _record(
    where: "Place",
    settings: "FederationSettings",
    path: "Path",
    table: str,
    decided: Mapping[str, str],
) -> "Reviewed":
    """Write the rule, and the audit log with it; the table it is about."""
    from federation.store.audit import Entry
    from federation.store.reviews import Reviews
    from orchestration.pipeline.policy_file import create_named, plain_rule, replace_file, with_rule
    from orchestration.pipeline.workspace import Workspace

    with Workspace(settings, where.home) as workspace:
        reviews = Reviews(workspace.database)
        found = reviews.find(table)
        _require_column(found, decided["column"])
        require_impersonal(workspace, found.source_id, decided["reason"])
        rule = plain_rule({**decided, "table": found.id})
        title = pick(found.table, environment_locale())
        text = with_rule(path, rule, " ".join(title.split()))
        details = {key: rule[key] for key in ("column", "action", "basis")}
        entry = Entry("review-decide", found.id, decided["by"], decided["reason"], details)

        def write() -> None:
            if settings.policy:
                replace_file(path, text)
            else:
                create_named(path, text, settings.path)

        reviews.decide(entry, [found.id], write)
    return found


def _require_column(found: "Reviewed", column: str) -> None:
    known = dict.fromkeys((*found.names, *(one.column for one in found.columns)))
    if column not in known:
        raise StoreError(
            msg(
                "Table %(id)s has no column called “%(column)s”. Its columns are: %(columns)s.",
                id=found.id,
                column=column,
                columns=", ".join(known) or "—",
            )
        )


def _again(where: "Place", path: "Path", found: "Reviewed") -> None:
    """Do the table again under the policy as it is now."""
    from orchestration.pipeline.workspace import Workspace

    with Workspace(where.settings(), where.home) as workspace:
        done = do_again(workspace, found.source_id, [found.id])
    out.print(t("Decided: the rule is in %(file)s.", file=path.name), soft_wrap=True)
    tell_later(found.source_id, done.later)
    if done.tally.quarantined:
        err.print(
            t(
                "Table %(id)s is in quarantine. See why with: partage quarantine show %(id)s",
                id=found.id,
            ),
            style="yellow",
            soft_wrap=True,
        )
        raise typer.Exit(_QUARANTINED)
