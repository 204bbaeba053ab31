"""`partage audit list|verify`: who decided what, and whether the log is as it was written."""

import re
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer

from federation.errors import PartageError
from federation.i18n import msg
from orchestration.cli.console import err, out, print_json, t, told
from orchestration.cli.officer import Shape, json_option, read_store, shape_option
from orchestration.cli.usage import Group
from orchestration.cli.words import moment, printable

if TYPE_CHECKING:
    from federation.store.audit import Recorded, Verified

app = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    help=t("The log of decisions: who, when, what, why; is it untouched?"),
)


@app.command("list", help=t("Decisions of data officers, the newest first."))
def list_entries(
    context: typer.Context,
    about: Annotated[
        str | None,
        typer.Option("--about", help=t("Only those about this table or dataset: its identifier.")),
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help=t("So many decisions at most."))
    ] = None,
    form: Annotated[Shape, shape_option()] = Shape.TEXT,
    json: Annotated[bool, json_option()] = False,
) -> None:
    """Entries of the audit log: exit 0, 1 where one cannot be read."""
    with told():
        from federation.store.audit import AuditLog

        found = read_store(context, lambda database: AuditLog(database).entries(about, limit))
    if json or form is Shape.JSON:
        print_json(orjson.dumps({"entries": [_document(one) for one in found]}))
        return
    for one in found:
        _show(one)
    if not found:
        out.print(t("Nobody has decided anything yet."))


def _document(one: "Recorded") -> dict[str, Any]:
    return {
        "seq": one.seq,
        "at": one.at,
        "action": one.entry.action,
        "subject": one.entry.subject,
        "by": one.entry.by,
        "reason": one.entry.reason,
        "details": dict(one.entry.details),
        "previous": one.previous,
        "hash": one.hash,
    }


def _show(one: "Recorded") -> None:
    entry = one.entry
    out.print(
        f"[bold]{one.seq}[/bold]  {moment(one.at)}  [yellow]{printable(entry.action)}[/yellow]  "
        f"{printable(entry.subject)}",
        soft_wrap=True,
    )
    by = t("%(by)s: %(reason)s", by=entry.by, reason=entry.reason)
    out.print("    " + printable(by), soft_wrap=True)
    for name, value in sorted(entry.details.items()):
        out.print(f"    {printable(name)}: {printable(value)}", soft_wrap=True)


@app.command("verify", help=t("Check that no entry of the log was changed, added or taken away."))
def verify(
    context: typer.Context,
    head: Annotated[
        str | None,
        typer.Option("--head", help=t("A head noted earlier: also check that it is in the log.")),
    ] = None,
    form: Annotated[Shape, shape_option()] = Shape.TEXT,
    json: Annotated[bool, json_option()] = False,
) -> None:
    """The chain of hashes from its beginning: exit 0 whole, 1 broken or the head is missing."""
    with told():
        if head is not None and not re.fullmatch(r"[0-9a-f]{64}", head):
            raise PartageError(
                msg("--head takes the 64 characters that partage audit verify gave earlier.")
            )
        from federation.store.audit import AuditLog

        found = read_store(context, lambda database: AuditLog(database).verify(head))
    if json or form is Shape.JSON:
        _print(found)
    else:
        _tell(found)
    if not found.sound:
        raise typer.Exit(1)


def _print(found: "Verified") -> None:
    document = {
        "sound": found.sound,
        "entries": found.entries,
        "head": found.head,
        "broken": found.broken,
        "anchored": found.anchored,
    }
    print_json(orjson.dumps(document))


def _tell(found: "Verified") -> None:
    if found.broken is not None:
        err.print(
            t(
                "The audit log does not hold from entry %(seq)s on: it was changed after it was "
                "written. Keep this database as evidence, and compare it with a backup.",
                seq=found.broken,
            ),
            style="red",
            soft_wrap=True,
        )
    if found.anchored is False:
        err.print(
            t(
                "The head noted earlier is not in the log: entries were taken away, or the whole "
                "log was written anew. Compare it with a backup."
            ),
            style="red",
            soft_wrap=True,
        )
    if found.sound:
        out.print(
            t(
                "The audit log is whole: %(count)s entries. Note its head in a place apart, and "
                "give it back with --head: %(head)s",
                count=found.entries,
                head=found.head,
            ),
            soft_wrap=True,
        )
