"""Words for what a report holds in short names, beside those of `federation.findings`."""

from collections.abc import Mapping

from federation.i18n import Message, msg

SOURCES = {
    "own": msg("rule of the administration"),
    "schema": msg("field of the schema"),
    "meaning": msg("name of the column"),
    "content": msg("name of the column and its values"),
    "risk": msg("risk of recognising somebody"),
    "none": msg("what was found in the cells"),
}

OPERATORS = {
    "mask": msg("replaced by a word"),
    "redact": msg("emptied"),
    "year": msg("cut to the year"),
    "month": msg("cut to the month"),
    "band": msg("put in bands"),
    "street": msg("cut to the street"),
    "area": msg("cut to the commune"),
    "department": msg("cut to the department"),
    "grid": msg("moved to a grid"),
    "pseudonymise": msg("replaced by a code"),
    "drop": msg("removed"),
    "withhold": msg("withheld"),
    "placeholder": msg("replaced by a word"),
    "empty": msg("emptied, or the row could be recognised"),
    "one-decimal": msg("coordinates cut to one decimal"),
    "whole-degree": msg("coordinates cut to the degree"),
    "rare": msg("rare values put together"),
    "rarer": msg("rare values put together, more of them"),
    "review": msg("sole traders, masked until a data officer decides"),
}


def word(table: Mapping[str, Message], name: str) -> Message:
    """The words for a short name; the name itself, without underscores, when there are none."""
    family = name.partition("-")[0]  # "band-10"
    return (
        table.get(name) or table.get(family) or msg("%(name)s", name=name.replace("_", " ").lower())
    )
