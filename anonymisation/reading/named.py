"""A name whatever its order, its capitals and its title: "M. Paul KERVAL", "Kerval Paul"."""

import re

from anonymisation.reading.text import fold

_ROLE = re.compile(r"[,(:].*")
_WORD = re.compile(r"[^\W\d_]+")
_TITLES = frozenset(
    """m mr mme mlle monsieur madame mademoiselle mm dr docteur me maitre pr professeur maire
    adjoint adjointe au a la le de du des rapporteur president presidente sr sra don dona ong ba
    mevrouw mijnheer mrs ms cllr d""".split()  # noqa: SIM905
)


def name_words(name: str) -> frozenset[str]:
    """The folded words of a name, without titles and without the office behind it."""
    return frozenset(_WORD.findall(fold(_ROLE.sub("", name)))) - _TITLES


__all__ = ["name_words"]
