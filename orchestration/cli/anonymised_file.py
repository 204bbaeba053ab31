"""One file through the anonymisation stage and its gate, and what is told of it."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
import typer
from rich.table import Table
from rich.text import Text

from federation.errors import PolicyError
from federation.i18n import environment_locale, msg
from federation.model import Anonymised, Examination, TableContext, TableFile
from orchestration.cli.console import err, labelled, out, print_json, t
from orchestration.cli.report_output import UNREADABLE

if TYPE_CHECKING:
    from anonymisation.operators.pseudonyms import Key
    from anonymisation.policy.policy import Policy
    from anonymisation.reporting.explain import ColumnExplanation, Count, Explanation

#: Where the secret for pseudonyms is read: never on the command line, where others may see it.
SECRET = "PARTAGE_PSEUDONYM_KEY"  # noqa: S105 - a name, not a secret


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a file, and the policy that decided."""

    anonymised: Anonymised
    policy: "Policy"

    @property
    def explanation(self) -> "Explanation":
        """The decisions in words."""
        from anonymisation.reporting.explain import explain

        return explain(self.anonymised.report, self.policy.own)


def anonymise_file(
    found: Examination, file: Path, folder: Path, *, policy: Path | None, dataset: str | None
) -> Result:
    """Anonymise an examined file; `dataset`: for internal use, pseudonyms with that one's key."""
    import anonymisation
    from anonymisation.policy.policy import Policy

    context = TableContext(
        name=file.name,
        schema=found.report.schema,
        column_types=found.report.column_types,
        country=_country(found.table),
    )
    rules = Policy.load(policy)
    anonymised = anonymisation.anonymise(
        found.table,
        context=context,
        policy=rules,
        out=folder / "safe.parquet",
        internal=_key(dataset) if dataset else None,
    )
    return Result(anonymised, rules)


def _country(table: TableFile) -> str:
    """The country said by the environment, else the one that the table speaks of."""
    from anonymisation.profiling.countries import country_of

    said = os.environ.get("PARTAGE_COUNTRY")
    return said or country_of(table.path, table.columns) or "FR"


def _key(dataset: str) -> "Key":
    from anonymisation.operators.pseudonyms import Key

    secret = os.environ.get("PARTAGE_PSEUDONYM_KEY")
    if not secret:
        raise PolicyError(
            msg(
                "--internal needs the federation's secret; put at least 16 random bytes into the "
                "environment variable %(variable)s.",
                variable=SECRET,
            )
        )
    return Key.of(secret, dataset)


def write_result(result: Result, found: Examination, target: Path) -> None:
    """Write what the gate passed, if it passed; exit 2 where the file cannot be written."""
    from orchestration.cli.export import write_table

    table = result.anonymised.table
    if table is None:
        return
    try:
        write_table(table, target, found.report.source.delimiter or ",")
    except OSError as error:
        err.print(t("%(file)s cannot be written.", file=str(target)), style="red")
        raise typer.Exit(UNREADABLE) from error


def write_report(result: Result, target: Path) -> None:
    """Write the report as JSON; exit 2 where the file cannot be written."""
    from anonymisation.reporting.report import to_json

    body = to_json(result.anonymised.report, environment_locale())
    try:
        target.write_bytes(orjson.dumps(body, option=orjson.OPT_INDENT_2))
    except OSError as error:
        err.print(t("%(file)s cannot be written.", file=str(target)), style="red")
        raise typer.Exit(UNREADABLE) from error


def show_json(result: Result) -> None:
    """Every decision, as one JSON object on standard output."""
    from anonymisation.reporting.explain import to_json

    body = to_json(result.explanation, environment_locale())
    print_json(orjson.dumps(body, option=orjson.OPT_INDENT_2))


def show_summary(result: Result) -> None:
    """The verdict and what changed, on standard error."""
    from anonymisation.reporting.report import to_text

    err.print(_plain(to_text(result.anonymised.report, environment_locale())), soft_wrap=True)


def show_table(result: Result) -> None:
    """Every decision, as a table on standard output."""
    from anonymisation.reporting.report import facts

    explanation, locale = result.explanation, environment_locale()
    report = explanation.report
    lines = [explanation.verdict, *report.reasons, *facts(report)]
    for number, line in enumerate(lines):
        mark = "- " if 0 < number <= len(report.reasons) else ""
        out.print(_plain(mark + line.render(locale)), soft_wrap=True)
    table = Table(show_lines=True)
    for head in (t("Column"), t("Decision"), t("Why"), t("Found"), t("Done")):
        table.add_column(head, overflow="fold")
    for column in explanation.columns:
        table.add_row(*(_plain(cell) for cell in _row(column, locale)))
    out.print(table)


def _plain(text: str) -> Text:
    """Words without what would command a terminal: column names are the publisher's."""
    return Text("".join(one if one.isprintable() or one == "\n" else " " for one in text))


def _row(column: "ColumnExplanation", locale: str) -> tuple[str, ...]:
    return (
        column.column,
        column.decision.render(locale),
        _why(column, locale),
        _counts(column.entities, locale),
        _counts(column.operators, locale),
    )


def _why(column: "ColumnExplanation", locale: str) -> str:
    rule = column.decider.render(locale) + (f" ({column.rule})" if column.rule else "")
    lines = [
        column.reason.render(locale),
        t("Rule: %(rule)s", rule=rule),
        t("Legal basis: %(basis)s", basis=column.legal_basis or "—"),
    ]
    if column.by:
        lines.append(t("Decided by %(officer)s", officer=column.by))
    if column.officer:
        lines.append(t("Reason given: %(reason)s", reason=column.officer))
    return "\n".join(lines)


def _counts(counts: "tuple[Count, ...]", locale: str) -> str:
    return "\n".join(labelled(one.label.render(locale), one.cells) for one in counts) or "—"
