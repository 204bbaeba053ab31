"""What kind of line a number as written is, in one country's telephone plan.

The plans and the reading of a number are libphonenumber's. A number in one of the two common
forms (a first 0, or a plus sign and the country's code) is told by the same patterns of the same
plans, compiled once: a column of telephones is read many times faster. Any other form is left to
the library.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumberDesc, PhoneNumberType

#: Kinds in the order in which libphonenumber asks for them, before landlines and mobiles.
_FIRST = (
    ("premium_rate", PhoneNumberType.PREMIUM_RATE),
    ("toll_free", PhoneNumberType.TOLL_FREE),
    ("shared_cost", PhoneNumberType.SHARED_COST),
    ("voip", PhoneNumberType.VOIP),
    ("personal_number", PhoneNumberType.PERSONAL_NUMBER),
    ("pager", PhoneNumberType.PAGER),
    ("uan", PhoneNumberType.UAN),
    ("voicemail", PhoneNumberType.VOICEMAIL),
)
#: Digits with what may part them, and nothing that libphonenumber reads in another way.
_SIMPLE = re.compile(r"\(?\+?[0-9][0-9 .\-/()]{4,28}")
_PARTS = str.maketrans("", "", " .-/()")

_Fits = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Plan:
    """One country's plan; `general`: the lengths and the pattern of every number in it."""

    code: str
    lengths: frozenset[int]
    general: re.Pattern[str]
    kinds: tuple[tuple[_Fits, int], ...]
    fixed: _Fits
    mobile: _Fits
    same: bool

    def national(self, number: str) -> str | None:
        """The digits behind the first 0 or the country's code; None for another form."""
        if not _SIMPLE.fullmatch(number):
            return None
        plain = number.translate(_PARTS)
        prefix = f"+{self.code}" if plain[0] == "+" else "0"
        rest = plain.removeprefix(prefix)
        if rest == plain or rest[:1] in ("", "0") or len(rest) not in self.lengths:
            return None
        # Libphonenumber keeps a first 0 that belongs to the number itself.
        return None if prefix == "0" and self.general.fullmatch(plain) else rest

    def kind(self, national: str) -> int | None:
        """The kind of a number without its prefix, None when the plan does not know it."""
        if len(national) not in self.lengths or not self.general.fullmatch(national):
            return None
        for fits, kind in self.kinds:
            if fits(national):
                return kind
        if self.fixed(national):
            both = self.same or self.mobile(national)
            return PhoneNumberType.FIXED_LINE_OR_MOBILE if both else PhoneNumberType.FIXED_LINE
        if not self.same and self.mobile(national):
            return PhoneNumberType.MOBILE
        return None


def _fits(described: PhoneNumberDesc | None) -> _Fits:
    """Whether a number has a length and the pattern of a kind."""
    if described is None or not described.national_number_pattern:
        return lambda _number: False
    lengths = frozenset(described.possible_length)
    pattern = re.compile(described.national_number_pattern)
    return lambda number: (
        (not lengths or len(number) in lengths) and pattern.fullmatch(number) is not None
    )


@cache
def plan_of(region: str) -> Plan | None:
    """The plan of a region (ISO 3166-1 alpha-2) whose numbers begin with 0 at home.

    None where numbers are read by rules of their own, or several regions share a code.
    """
    plan = PhoneMetadata.metadata_for_region(region, None)
    general = plan.general_desc if plan else None
    if (
        plan is None
        or general is None
        or not general.national_number_pattern
        or plan.national_prefix_for_parsing != "0"
        or plan.national_prefix_transform_rule
        or plan.international_prefix != "00"
        or phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(plan.country_code or 0) != (region,)
    ):
        return None
    return Plan(
        code=str(plan.country_code),
        lengths=frozenset(general.possible_length),
        general=re.compile(general.national_number_pattern),
        kinds=tuple((_fits(getattr(plan, name)), int(kind)) for name, kind in _FIRST),
        fixed=_fits(plan.fixed_line),
        mobile=_fits(plan.mobile),
        same=bool(plan.same_mobile_and_fixed_line_pattern),
    )


def number_kind(number: str, region: str) -> int | None:
    """The `PhoneNumberType` of a number as written in a region; None when no plan knows it."""
    plan = plan_of(region)
    national = plan.national(number) if plan else None
    if plan and national:
        return plan.kind(national)
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
    return int(phonenumbers.number_type(parsed))


__all__ = ["number_kind", "plan_of"]
