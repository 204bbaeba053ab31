"""The findings of a report put together by fault: one sentence, the rows where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from federation.i18n import Message, msg
from federation.model import Finding
from quality.documents.findings import FEATURE_TAGS
from quality.words.lists import joined, quoted

_NAMED = 5  # rows named in a sentence


@dataclass(slots=True)
class Group:
    """One fault, told once: its first finding, every row where it was found.

    Columns that miss, or that are too many, are one fault together; `findings` counts from 1, in
    the order of the report.
    """

    first: Finding
    rows: list[int] = field(default_factory=list)
    members: list[Finding] = field(default_factory=list)
    findings: list[int] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many times the fault was found."""
        return max(len(self.rows), len(self.members), 1)

    @property
    def title(self) -> Message:
        """The fault in a few words."""
        together = len(self.members) > 1
        return _TITLES[self.first.type] if together else self.first.title

    @property
    def message(self) -> Message:
        """What is wrong and how to mend it, with the rows it is about."""
        told = self.told
        if not self.rows:
            return told
        feature = FEATURE_TAGS[-1] in self.first.tags
        if len(self.rows) == 1:
            one = _ONE_FEATURE if feature else _ONE_ROW
            return msg(one.msgid, row=self.rows[0], message=told)
        named = ", ".join(map(str, self.rows[:_NAMED]))
        if len(self.rows) <= _NAMED:
            several = _FEATURES if feature else _ROWS
            return msg(several.msgid, rows=named, message=told)
        many = _MANY_FEATURES if feature else _MANY_ROWS
        more = len(self.rows) - _NAMED
        return msg(many.msgid, rows=named, more=more, message=told)

    @property
    def told(self) -> Message:
        """What is wrong and how to mend it, without the rows."""
        if len(self.members) < 2:
            return self.first.message
        message = _TOGETHER[self.first.type]
        return msg(message.msgid, columns=joined(map(_column, self.members)))

    @property
    def cells(self) -> tuple[str, ...]:
        """The first cells as a spreadsheet calls them: B2, B7; none for whole rows."""
        column = self.first.field_number
        if column is None:
            return ()
        return tuple(f"{letters(column)}{row}" for row in self.rows[:_NAMED])


_ONE_ROW = msg("Row %(row)s: %(message)s")
_ROWS = msg("Rows %(rows)s: %(message)s")
_MANY_ROWS = msg("Rows %(rows)s and %(more)s more: %(message)s")
_ONE_FEATURE = msg("Object number %(row)s of the file: %(message)s")
_FEATURES = msg("Objects number %(rows)s of the file: %(message)s")
_MANY_FEATURES = msg("Objects number %(rows)s of the file and %(more)s more: %(message)s")

#: Faults of the header that are told for all their columns at once.
_TOGETHER = {
    "missing-label": msg(
        "These columns are required and missing: %(columns)s. Add each with exactly this name and "
        "fill it on every row."
    ),
    "missing-optional-label": msg(
        "These optional columns are missing: %(columns)s. Add them, even empty, to follow the "
        "schema."
    ),
    "extra-label": msg(
        "These columns are not in the schema: %(columns)s. They are kept, but nothing is checked "
        "in them; remove those that are not meant to be published."
    ),
}
_TITLES = {
    "missing-label": msg("Missing columns"),
    "missing-optional-label": msg("Missing optional columns"),
    "extra-label": msg("Columns outside the schema"),
}


def groups(findings: Iterable[Finding]) -> tuple[Group, ...]:
    """The faults in the order in which they are first met."""
    found: dict[tuple[object, ...], Group] = {}
    for number, each in enumerate(findings, start=1):
        group = found.setdefault(_key(each, number), Group(each))
        group.findings.append(number)
        if each.row is not None:
            group.rows.append(each.row)
        elif _plain(each):
            group.members.append(each)
    return tuple(found.values())


def _key(finding: Finding, number: int) -> tuple[object, ...]:
    if finding.row is not None:
        return finding.type, finding.field, finding.field_number, finding.message.msgid
    if _plain(finding):
        return (finding.type,)
    return finding.type, number  # other faults of the header are told one by one


def _plain(finding: Finding) -> bool:
    """Whether a column misses or is too many, and no other one is meant by it."""
    params = finding.message.params
    return finding.row is None and finding.type in _TOGETHER and "meant" not in params


def _column(finding: Finding) -> Message:
    params = finding.message.params
    if "example" not in params:
        return quoted([params["column"]])
    return msg("“%(column)s” (for example “%(example)s”)", **params)


def letters(column: int) -> str:
    """A column as spreadsheets call it: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
