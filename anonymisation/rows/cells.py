"""What becomes of one cell: replaced whole as its column's rule says, else span by span."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from anonymisation.bodies.names import body, formed, hosted
from anonymisation.bodies.nobody import machine, nobody, role
from anonymisation.counts import LONGEST_NAME, Masked
from anonymisation.detection.detector import Findings, Found
from anonymisation.operators import placeholder
from anonymisation.operators.addresses import commune
from anonymisation.operators.coordinates import grid
from anonymisation.operators.dates import month, year
from anonymisation.operators.pseudonyms import Key
from anonymisation.policy.columns import ColumnPlan
from anonymisation.policy.policy import Policy
from anonymisation.profiling.content import CONTACTS
from anonymisation.profiling.delicate import ordinary, telling
from anonymisation.profiling.offices import STAYS
from anonymisation.recognisers.identifiers.web import pseudonym
from anonymisation.rows.bodies import a_sign
from anonymisation.rows.contents import (
    OFFICES,
    in_full,
    in_full_there,
    is_activity,
    is_body_headed,
    is_contact,
    is_person,
    is_plain,
    is_slip,
    kind_named,
    says_something,
)
from anonymisation.rows.known import without_names
from anonymisation.rows.outcomes import Outcome, located, paper, simple, typed

#: Table Schema types whose cells may hold any word.
_WORDED = frozenset({"", "string", "any"})
#: Longest number that is no address by itself: a postcode, a house number.
_POSTCODE = 6
#: Words of the longest cell that is a body's name, by action; longer ones are sentences, which name
#: others beside.
_LONGEST = {"person": 10, "body": 10, "scan": 6}
#: From this score a name has a title.
TITLED = 0.85
#: Rules of columns of who typed a row, or signed in, where machines stand too.
_SIGNED_IN = frozenset({"handle", "contact-person"})
#: What is said of a person only: "CHÂTEAU née MAISON", "Vve Lamaison".
_SOMEBODY = re.compile(
    r"(?i)(?<!\w)(?:n[ée]e?|v(?:eu)?ve|[ée]pouse|[ée]p\.)\s|^\s*(?:mme|mlle|madame|monsieur|mr?\.?)\s"
)
#: Rules of columns of numbers: "vélo" is no plate, "mandat" no account.
_NUMBERED = frozenset({"plate", "bank"})
#: A vehicle's, a crew's or a room's letters: "PM 2", "PM-02/23".
_CODE = re.compile(r"\s*[A-Z]{1,3}[ -]?\d{1,3}(?:[/.-]\d{1,3})?\s*$")


@dataclass(frozen=True, slots=True)
class Manner:
    """How cells of one table are replaced: language of the words, rules, secret, known names."""

    policy: Policy
    language: str
    personal: bool
    key: Key | None = None
    known: frozenset[str] = frozenset()


class Cells:
    """Replaces the cells of one column."""

    def __init__(self, column: ColumnPlan, manner: Manner, masked: Masked) -> None:
        self.column, self.manner, self._masked = column, manner, masked
        self._sign = column.action == "body" and a_sign(column)
        self._whole = self._operator()
        self._hidden = placeholder("TEXT", manner.language)

    @property
    def every(self) -> bool:
        """Whether cells without findings may change too."""
        return self._whole is not None or bool(self.manner.known) or bool(self.column.delicate)

    def replaced(self, value: str, findings: Findings) -> tuple[Outcome, bool]:
        """What a cell becomes, and whether it was replaced whole."""
        if self._delicate(value):
            self._remember(value, findings)
            return self.fitted(Outcome(self._hidden, ("mask",)), value), True
        if self.column.source != "own" and nobody(value):
            return Outcome(value), False
        whole = None
        if self._whole is not None and not self._says_nothing(value, findings):
            whole = self._whole(value)
        if whole is None:
            return self.pieces(value, self._of_persons(value, findings)), False
        if whole.text != value:
            self._remember(value, findings)
        return self.fitted(whole, value), True

    def _delicate(self, value: str) -> bool:
        """Whether a cell tells of a child's health or beliefs, or may."""
        if self.column.delicate == "codes":
            return not ordinary(value)
        return self.column.delicate == "texts" and telling(value)

    def _of_persons(self, value: str, findings: Findings) -> Findings:
        """The name inside a body's name belongs to it, where the cell is no more than that."""
        longest = _LONGEST.get(self.column.action, 0) if self.column.source != "own" else 0
        if value.count(" ") >= longest or not (self._sign or body(value[:LONGEST_NAME])):
            return findings
        if self.column.action == "scan" and not is_body_headed(value):
            return findings
        if self._sign:
            return tuple(
                one
                for one in findings
                if one.entity != "PERSON" or in_full_there(value, one.start, one.end)
            )
        return tuple(one for one in findings if one.entity != "PERSON" or one.score >= TITLED)

    def _remember(self, value: str, findings: Findings) -> None:
        """Keep in mind what a cell replaced whole held."""
        if (self.column.holds or kind_named(value)) == "PERSON":
            self._masked.add("PERSON", value)
        for one in findings:
            if one.entity != "PERSON":
                self._masked.add(one.entity, value[one.start : one.end])

    def pieces(self, value: str, findings: Findings) -> Outcome:
        """The value with its findings replaced as their rules say, and known names masked."""
        beside = self.manner.personal or self.column.rule == CONTACTS
        beside = beside or any(one.entity == "PERSON" for one in findings)
        parts: list[str] = []
        used: list[str] = []
        last = 0
        for one in findings:
            new = self._piece(one, value[one.start : one.end], beside)
            if new is None:
                continue
            self._masked.add(one.entity, value[one.start : one.end])
            parts += [value[last : one.start], new.text]
            used += new.operators
            last = one.end
        text = self._without_known("".join([*parts, value[last:]]))
        if text != value and not used:
            used = ["mask"]
        return self.fitted(Outcome(text, tuple(dict.fromkeys(used))), value)

    def _says_nothing(self, value: str, findings: Findings) -> bool:
        """Whether a cell holds nobody's data whatever its column is: "inconnu", "contact@…"."""
        column = self.column
        if column.source == "own":
            return False
        if nobody(value) or self._role(value) or (column.action == "person" and _CODE.match(value)):
            return True
        if column.action == "person" and (is_contact(value, findings) or is_plain(value)):
            return True
        if column.rule in _SIGNED_IN and machine(value):
            return True
        if column.rule == "handle":
            return body(value[:LONGEST_NAME]) and not pseudonym(value)
        if column.meaning is not None and column.meaning.action == "contact":
            kinds = {one.entity for one in findings}
            offices = OFFICES | STAYS.get(column.rule, frozenset())
            return bool(kinds and kinds <= offices) or (
                not kinds and (is_slip(value) or is_activity(value))
            )
        if column.rule == "letter-address" and hosted(value):
            return True
        return (
            column.action == "area" and not any(map(str.isalpha, value)) and len(value) <= _POSTCODE
        )

    def _role(self, value: str) -> bool:
        """Whether a function or a line of totals stands where a name would.

        "Bureau" and "Maire" are surnames where surnames alone stand.
        """
        column = self.column
        if column.action not in ("person", "body"):
            return False
        alone = column.meaning is not None and column.meaning.id in ("surname", "first-name")
        return role(value) and (not alone or " " in value.strip() or value.strip() == "TOTAL")

    def fitted(self, outcome: Outcome, value: str) -> Outcome:
        """The outcome as the schema's type allows it: a date, a number, else an empty cell."""
        column = self.column
        if outcome.text == value:
            return Outcome(value)
        if column.source == "schema" and column.action == "contact":
            return outcome if says_something(outcome.text) else Outcome("", ("redact",))
        if column.kind in _WORDED or not outcome.text:
            return outcome
        text = typed(outcome, column.kind)
        return Outcome(text, outcome.operators if text else ("redact",))

    def _operator(self) -> Callable[[str], Outcome | None] | None:
        """What replaces whole cells; None from it leaves the cell to its findings."""
        column = self.column
        mask = placeholder(column.entity or "TEXT", self.manner.language)
        if column.action == "mask" and column.rule == "identifier" and column.source != "own":
            plate = placeholder("LICENSE_PLATE", self.manner.language)
            return lambda value: paper(value, mask, plate)
        alone = simple(column, mask, self.manner.key)
        if column.action == "mask" and column.rule in _NUMBERED and alone is not None:
            return lambda value: alone(value) if any(map(str.isdigit, value)) else None
        if column.action == "grid" and column.source == "meaning" and alone is not None:
            hidden = placeholder("COORDINATES", self.manner.language)
            return lambda value: located(value, alone, hidden)
        if alone is not None:
            return alone
        if column.action == "body":
            somebody = in_full if self._sign else is_person
            return lambda value: (
                Outcome(mask, ("mask",)) if somebody(value[:LONGEST_NAME]) else None
            )
        if column.action == "person":
            return lambda value: None if self._body(value) else Outcome(mask, ("mask",))
        return None

    def _body(self, value: str) -> bool:
        """Whether a cell of a column of persons names a body.

        A surname may be a word for one ("Ville", "La Fontaine"); longer names are not.
        """
        column = self.column
        meaning = column.meaning
        if _SOMEBODY.search(value) and not formed(value):
            return False
        alone = meaning is not None and (meaning.minor or meaning.id in ("surname", "first-name"))
        alone = alone or "prenom" in column.words
        least = 1 if not alone else 2 if column.source == "content" else 3
        name = value[:LONGEST_NAME]
        return (formed(name) or len(re.findall(r"[^\W\d_]{3,}", name)) >= least) and body(name)

    def _piece(self, one: Found, text: str, beside: bool) -> Outcome | None:
        """What a finding becomes, None when it stays."""
        rule = self.manner.policy.entities.get(one.entity)
        mask = Outcome(placeholder(one.entity, self.manner.language), ("mask",))
        if rule is None:
            return mask
        if rule.action == "keep" or (rule.action == "personal" and not beside):
            return None
        if rule.action == "redact":
            return Outcome("", ("redact",))
        if rule.action == "pseudonymise" and self.manner.key is not None:
            return Outcome(self.manner.key.pseudonym(text), ("pseudonymise",))
        coarse = {"year": year, "month": month, "grid": grid}.get(rule.action)
        if coarse is not None:
            less = coarse(text)
            return Outcome(less, (rule.action,)) if less else mask
        if rule.action == "area":
            return Outcome(commune(text, mask.text), ("area",))
        return mask

    def _without_known(self, text: str) -> str:
        if not self.manner.known or self.column.action != "scan":
            return text
        return without_names(text, self.manner.known, placeholder("PERSON", self.manner.language))


__all__ = ["TITLED", "Cells", "Manner"]
