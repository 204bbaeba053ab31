"""Word lists of a policy, and the regular expression that a list stands for."""

import re
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, model_validator

#: `any`: written the same in several languages.
Language = Literal["fr", "es", "pt", "en", "nl", "eu", "ca", "gl", "vi", "ar", "any"]
#: What stands before and behind the words, by form.
_EDGES = {
    "whole": ("^", "$"),
    "begins": ("^", r"\b"),
    "starts": ("^", ""),
    "holds": (r"\b", r"\b"),
    "ends": (r"\b", r"\b$"),
}


def _parted(value: Any) -> Any:  # noqa: ANN401 - YAML before it is checked
    """The words of a list: parted by a comma and a space, by language or all in one."""
    if isinstance(value, str):
        return tuple(word for word in value.split(", ") if word)
    if isinstance(value, dict) and value.keys() <= set(get_args(Language)):
        return tuple(word for words in value.values() for word in _parted(words))
    raise ValueError("not a list of words")


Listed = Annotated[tuple[str, ...], BeforeValidator(_parted)]


class Words(BaseModel, extra="forbid", frozen=True):
    """Words, or small patterns, in one form of where they stand in a header.

    `whole`: nothing else does; `begins`, `ends`: there, as words; `starts`: there, as letters;
    `holds`: anywhere. `before` and `after` are patterns that touch the word; one of `then` must
    follow it anywhere, none of `without` may stand in the header.
    """

    whole: Listed = ()
    begins: Listed = ()
    starts: Listed = ()
    holds: Listed = ()
    ends: Listed = ()
    before: str = ""
    after: str = ""
    then: Listed = ()
    without: Listed = ()

    @model_validator(mode="after")
    def _one_form(self) -> "Words":
        if sum(bool(getattr(self, form)) for form in _EDGES) != 1:
            raise ValueError(f"one of {', '.join(_EDGES)} is needed, with words")
        return self

    @property
    def pattern(self) -> str:
        """The regular expression that is searched in folded header words."""
        form = next(form for form in _EDGES if getattr(self, form))
        first, last = _EDGES[form]
        written = f"{first}{self.before}{_one_of(getattr(self, form))}{self.after}"
        if self.then:
            written += rf"\b.*\b{_one_of(self.then)}"
        written += last
        return rf"^(?!.*\b{_one_of(self.without)}\b).*{written}" if self.without else written


def _one_of(words: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(words)})"


def _written(value: Any) -> Any:  # noqa: ANN401 - YAML before it is checked
    return Words.model_validate(value).pattern if isinstance(value, dict) else value


def _compiled(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError("not a regular expression") from error
    return value


#: A regular expression: in a file, itself or the words that it is made of.
Pattern = Annotated[str, BeforeValidator(_written), AfterValidator(_compiled)]

__all__ = ["Pattern", "Words"]
