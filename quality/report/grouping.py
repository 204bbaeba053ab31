"""The findings of a report put together by fault: one sentence, the rows where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from federation.i18n import Message, msg
from federation.model import Finding
from quality.documents.findings import FEATURE_TAGS

_NAMED = 5  # rows named in a sentence


@dataclass(slots=True)
class Group:
    """One fault, told once: its first finding, and every row where it was found."""

    first: Finding
    rows: list[int] = field(default_factory=list)

    @property
    def message(self) -> Message:
        """What is wrong and how to mend it, with the rows it is about."""
        message = self.first.message
        if not self.rows:
            return message
        feature = FEATURE_TAGS[-1] in self.first.tags
        if len(self.rows) == 1:
            one = _ONE_FEATURE if feature else _ONE_ROW
            return msg(one.msgid, row=self.rows[0], message=message)
        named = ", ".join(map(str, self.rows[:_NAMED]))
        if len(self.rows) <= _NAMED:
            several = _FEATURES if feature else _ROWS
            return msg(several.msgid, rows=named, message=message)
        many = _MANY_FEATURES if feature else _MANY_ROWS
        more = len(self.rows) - _NAMED
        return msg(many.msgid, rows=named, more=more, message=message)

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


def groups(findings: Iterable[Finding]) -> tuple[Group, ...]:
    """The faults in the order in which they are first met."""
    found: dict[tuple[object, ...], Group] = {}
    for each in findings:
        # Faults of the header are told one by one.
        alone = len(found) if each.row is None else None
        key = (each.type, each.field, each.field_number, each.message.msgid, alone)
        group = found.setdefault(key, Group(each))
        if each.row is not None:
            group.rows.append(each.row)
    return tuple(found.values())


def letters(column: int) -> str:
    """A column as spreadsheets call it: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
