"""What becomes of one cell: replaced whole as its column's rule says, else span by span."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from anonymisation.bodies.names import body, hosted, person
from anonymisation.bodies.nobody import nobody, role
from anonymisation.counts import LONGEST_NAME, Masked
from anonymisation.detection.detector import Findings, Found
from anonymisation.lexicon import words
from anonymisation.lexicon.vocabulary import is_listed, is_ordinary
from anonymisation.operators import placeholder
from anonymisation.operators.addresses import commune, department, street
from anonymisation.operators.ages import band, floor
from anonymisation.operators.coordinates import Grid, grid
from anonymisation.operators.dates import first_day, month, year
from anonymisation.operators.pseudonyms import Key
from anonymisation.policy.columns import ColumnPlan
from anonymisation.policy.policy import Policy
from anonymisation.profiling.sample import SENSITIVE
from anonymisation.reading.text import fold
from anonymisation.recognisers.identifiers.web import pseudonym
from anonymisation.recognisers.persons.words.names import looks_like_person
from anonymisation.recognisers.persons.words.tokens import PARTICLES
from anonymisation.rows.known import without_names

#: Table Schema types whose cells may hold any word.
_WORDED = frozenset({"", "string", "any"})
#: Tunisia's plates stand under the word for any register number.
_TUNIS = re.compile(r"(?i)\s*(?:\d{1,3}\s?(?:TU|TN|تونس)\W?\s?\d{1,4}|RS\s?\d{3,6})\s*$")
#: Contacts of services, whoever the rows are about.
_OFFICES = frozenset({"EMAIL_FUNCTIONAL", "PHONE_SERVICE"})
#: All that a cell about how to reach somebody may hold.
_CONTACTS = _OFFICES | {"EMAIL", "PHONE", "PHONE_FIXED"}
#: Longest number that is no address by itself: a postcode, a house number.
_POSTCODE = 6
#: Words of the longest cell that is a body's name, by action; longer ones are sentences, which name
#: others beside.
_LONGEST = {"person": 10, "body": 10, "scan": 6}
#: From this score a name has a title.
TITLED = 0.85
_DELICATE = re.compile(SENSITIVE)
#: A vehicle's, a crew's or a room's letters: "PM 2".
_CODE = re.compile(r"\s*[A-Z]{1,3}[ -]?\d{1,3}\s*$")
_BRACKETED = re.compile(r"\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A cell's new text, and the operators that made it; none: it stays."""

    text: str
    operators: tuple[str, ...] = ()


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
        self._whole = self._operator()
        self._hidden = placeholder("TEXT", manner.language)

    @property
    def every(self) -> bool:
        """Whether cells without findings may change too."""
        return self._whole is not None or bool(self.manner.known) or self.column.delicate

    def replaced(self, value: str, findings: Findings) -> tuple[Outcome, bool]:
        """What a cell becomes, and whether it was replaced whole."""
        if self.column.delicate and _DELICATE.search(value):
            self._remember(value, findings)
            return self.fitted(Outcome(self._hidden, ("mask",)), value), True
        whole = None
        if self._whole is not None and not self._says_nothing(value, findings):
            whole = self._whole(value)
        if whole is None:
            return self.pieces(value, self._of_persons(value, findings)), False
        if whole.text != value:
            self._remember(value, findings)
        return self.fitted(whole, value), True

    def _of_persons(self, value: str, findings: Findings) -> Findings:
        """The name inside a body's name belongs to it, where the cell is no more than that."""
        longest = _LONGEST.get(self.column.action, 0) if self.column.source != "own" else 0
        if value.count(" ") >= longest or not body(value[:LONGEST_NAME]):
            return findings
        if self.column.action == "scan" and not _headed(value):
            return findings
        return tuple(one for one in findings if one.entity != "PERSON" or one.score >= TITLED)

    def _remember(self, value: str, findings: Findings) -> None:
        """Keep in mind what a cell replaced whole held."""
        if (self.column.holds or _named(value)) == "PERSON":
            self._masked.add("PERSON", value)
        for one in findings:
            if one.entity != "PERSON":
                self._masked.add(one.entity, value[one.start : one.end])

    def pieces(self, value: str, findings: Findings) -> Outcome:
        """The value with its findings replaced as their rules say, and known names masked."""
        beside = self.manner.personal or any(one.entity == "PERSON" for one in findings)
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
        if column.action == "person" and _contact(value, findings):
            return True
        if column.rule == "handle":
            return body(value[:LONGEST_NAME]) and not pseudonym(value)
        if column.meaning is not None and column.meaning.action == "contact":
            kinds = {one.entity for one in findings}
            return bool(kinds and kinds <= _OFFICES) or (
                not kinds and (_short(value) or _activity(value))
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
            return outcome if _says(outcome.text) else Outcome("", ("redact",))
        if column.kind in _WORDED or not outcome.text:
            return outcome
        text = _typed(outcome, column.kind)
        return Outcome(text, outcome.operators if text else ("redact",))

    def _operator(self) -> Callable[[str], Outcome | None] | None:
        """What replaces whole cells; None from it leaves the cell to its findings."""
        column = self.column
        mask = placeholder(column.entity or "TEXT", self.manner.language)
        if column.action == "mask" and column.rule == "identifier" and column.source != "own":
            plate = placeholder("LICENSE_PLATE", self.manner.language)
            return lambda value: _paper(value, mask, plate)
        simple = _simple(column, mask, self.manner.key)
        if column.action == "grid" and column.source == "meaning" and simple is not None:
            hidden = placeholder("COORDINATES", self.manner.language)
            return lambda value: _located(value, simple, hidden)
        if simple is not None:
            return simple
        if column.action == "body":
            return lambda value: Outcome(mask, ("mask",)) if _person(value[:LONGEST_NAME]) else None
        if column.action == "person":
            return lambda value: None if self._body(value) else Outcome(mask, ("mask",))
        return None

    def _body(self, value: str) -> bool:
        """Whether a cell of a column of persons names a body.

        A surname may be a word for one ("Ville", "La Fontaine"); longer names are not.
        """
        column = self.column
        meaning = column.meaning
        alone = meaning is not None and (meaning.minor or meaning.id in ("surname", "first-name"))
        alone = alone or "prenom" in column.words
        least = 1 if not alone else 2 if column.source == "content" else 3
        name = value[:LONGEST_NAME]
        return len(re.findall(r"[^\W\d_]{3,}", name)) >= least and body(name)

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


def _paper(value: str, mask: str, plate: str) -> Outcome | None:
    """A cell of a column of papers: "copie à fournir" is none, and is left to its findings."""
    if not any(map(str.isdigit, value)):
        return None
    return Outcome(plate if _TUNIS.match(value) else mask, ("mask",))


#: Geometries as text.
_GEOMETRY = re.compile(r"(?i)(?:point|linestring|polygon)\W*[zm]{0,2}\W*\(|\"coordinates\"")


def _located(value: str, grid: Callable[[str], Outcome | None], mask: str) -> Outcome | None:
    """A cell of a column of coordinates.

    Words are left to their findings; a geometry goes, for a map would draw its coarse point as
    an exact place.
    """
    if not any(map(str.isdigit, value)):
        return None
    return Outcome(mask, ("mask",)) if _GEOMETRY.search(value) else grid(value)


def _headed(value: str) -> bool:
    """Whether a cell is a body's name from its first word on: "Cty CP Thanh Long"."""
    said = value.split()
    heads = {fold(said[0]).strip("."), fold(" ".join(said[:2]))}
    small = any(word[0].islower() and fold(word) not in PARTICLES for word in said[1:])
    kinds = words("organisations") | words("legal_forms") | words("places")
    return not small and "," not in value and bool(heads & kinds)


def _contact(value: str, findings: Findings) -> bool:
    """Whether a cell of a column of persons holds a mailbox or a telephone, and no name."""
    if not any(one.entity in _CONTACTS for one in findings):
        return False
    if any(one.entity not in _CONTACTS for one in findings):
        return False
    rest, last = "", 0
    for one in findings:
        rest, last = rest + value[last : one.start], one.end
    left = re.findall(r"\w+", rest + value[last:])
    return all(map(_plain, left))


def _plain(word: str) -> bool:
    """Whether a word beside a contact is a small one of the dictionary: "eaux usées@…"."""
    folded = fold(word)
    return word.islower() and is_ordinary(folded) and not is_listed(folded)


def _short(value: str) -> bool:
    """Whether a cell of a column of contacts is none: a shifted word or amount, but no name."""
    digits = sum(map(str.isdigit, value))
    return (
        digits < 6
        and len(value.split()) <= 2
        and "@" not in value
        and not re.search(r"\w\.\w", value)
        and not _person(value)
    )


def _activity(value: str) -> bool:
    """Whether a club or a place slipped into a column of contacts: "gym Nina Vardon"."""
    written = value[:LONGEST_NAME]
    return "@" not in value and not any(map(str.isdigit, value)) and body(written)


def _person(value: str) -> bool:
    """Whether a name in a column of bodies is rather a natural person's."""
    return person(value) or (looks_like_person(value) and not body(value))


def _named(value: str) -> str | None:
    """PERSON where a cell of unknown kind is shaped like a name."""
    return "PERSON" if looks_like_person(value[:LONGEST_NAME]) else None


def _says(text: str) -> bool:
    """Whether something else than placeholders remains."""
    return bool(re.search(r"\w", _BRACKETED.sub("", text)))


def _typed(outcome: Outcome, kind: str) -> str:
    """A less precise date, age or place as a schema's type writes it; empty for anything else."""
    for operator in outcome.operators:
        if operator in ("year", "month") and kind in ("date", "datetime", "year", "yearmonth"):
            return first_day(outcome.text, kind)
        if operator == "band" and kind in ("integer", "number"):
            return floor(outcome.text)
        if operator == "grid":
            return outcome.text
    return ""


def _simple(
    column: ColumnPlan, mask: str, key: Key | None
) -> Callable[[str], Outcome | None] | None:
    """Operators that look at nothing but the cell."""
    own = column.own
    cells = Grid(own.decimals, own.metres) if own else Grid()
    width = own.width if own else 10
    operators: dict[str, Callable[[str], str]] = {
        "mask": lambda _value: mask,
        "year": year,
        "month": month,
        "band": lambda value: band(value, width),
        "area": lambda value: commune(value, mask),
        "street": lambda value: street(value, mask),
        "department": department,
        "grid": lambda value: grid(value, cells),
        "redact": lambda _value: "",
        "house": lambda _value: "",
        "pseudonymise": key.pseudonym if key else lambda _value: mask,
    }
    operator = operators.get(column.action)
    if operator is None:
        return None
    name = {"house": "redact"}.get(column.action, column.action)

    def replaced(value: str) -> Outcome:
        text = operator(value)
        return Outcome(text, (name if text else "redact",))

    return replaced
