"""What commands of the data officer share: name and reason, and doing tables again at once."""

import uuid
from collections.abc import Callable, Collection
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from federation.errors import PartageError
from federation.findings import ENTITIES
from federation.i18n import environment_locale, msg, pick
from orchestration.cli.bars import Bars
from orchestration.cli.console import out, place, say, t
from orchestration.cli.words import printable

if TYPE_CHECKING:
    from federation.model import Texts
    from federation.store.database import Database
    from orchestration.pipeline.again import Again
    from orchestration.pipeline.workspace import Workspace


Value = TypeVar("Value")


class Shape(StrEnum):
    """How a command shows what it found."""

    TEXT = "text"
    JSON = "json"


def shape_option() -> Any:  # noqa: ANN401 - typer's own type
    """`--format`."""
    return typer.Option("--format", help=t("text, or json: one object on standard output."))


def json_option() -> Any:  # noqa: ANN401 - typer's own type
    """`--json`."""
    return typer.Option("--json", help=t("The same as --format json."))


def by_option() -> Any:  # noqa: ANN401 - typer's own type
    """`--by`, always asked for."""
    return typer.Option("--by", help=t("The name of the person who decides; kept for good."))


def reason_option() -> Any:  # noqa: ANN401 - typer's own type
    """`--reason`, always asked for."""
    return typer.Option("--reason", help=t("Why, without anybody's personal data; kept for good."))


def read_store(context: typer.Context, question: "Callable[[Database], Value]") -> "Value":
    """What the federation's store answers, for commands that only look."""
    where = place(context)
    settings = where.settings()
    from orchestration.cli.stores import open_store

    with open_store(settings, where.home) as database:
        return question(database)


def require_impersonal(workspace: "Workspace", source_id: str, reason: str) -> None:
    """PartageError where a reason holds personal data: the audit log keeps it for good."""
    from anonymisation.metadata import names_somebody

    found = workspace.settings.source(source_id)
    country = found[0].country if found else "FR"
    if names_somebody(reason, country=country, policy=workspace.policy):
        raise PartageError(
            msg(
                "The reason seems to hold personal data (a name, an address, a number), and the "
                "audit log keeps it for good. Write it without: name a function or a document "
                "instead of a person."
            )
        )


def do_again(
    workspace: "Workspace", source_id: str, ids: Collection[str], *, quiet: bool = False
) -> "Again":
    """Examine and publish tables again, now if their raw bytes are there."""
    from orchestration.pipeline.again import redo

    with Bars(quiet=quiet) as bars:
        return redo(workspace, source_id, ids, str(uuid.uuid4()), bars)


def tell_later(source_id: str, later: int) -> None:
    """Say which tables wait for the next run, if any do."""
    if later:
        out.print(
            t(
                "Tables left to the next run: %(count)s, because their raw file is no longer kept "
                "here or because a run has the source now. Start it with: partage run --source "
                "%(source)s",
                count=later,
                source=source_id,
            ),
            soft_wrap=True,
        )


def named(texts: "Texts") -> str:
    """A title on one line, in the language of the terminal; a dash where there is none."""
    return printable(pick(texts, environment_locale())) or "—"


def counted(counts: Any) -> str:  # noqa: ANN401 - a mapping from words to numbers
    """Counts such as `e-mail addresses (3), names of persons (12)`; a dash where there are none."""
    return ", ".join(f"{_named(name)} ({count})" for name, count in sorted(counts.items())) or "—"


def _named(kind: str) -> str:
    found = ENTITIES.get(kind)
    return say(found) if found else kind
