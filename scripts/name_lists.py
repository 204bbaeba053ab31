"""Write the name lists of `anonymisation/lexicon/` that come from Faker (MIT licence).

`pip install Faker` beside the development requirements, then `python scripts/name_lists.py`. Four
files are written: given names and family names of the locales below, folded, without the words
that say street, place, body or function; which names of all our lists are also words of everyday
texts (Faker's word lists, spaCy's stop words), which lower-case letters then do not prove to be a
name; and the everyday words that are no name at all. spaCy comes with presidio-analyzer; both
licences are MIT.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "anonymisation" / "lexicon"
sys.path.insert(0, str(FOLDER.parents[1]))

from anonymisation import lexicon  # noqa: E402
from anonymisation.reading.text import fold  # noqa: E402

LOCALES = [
    "fr_FR",
    "fr_BE",
    "fr_CA",
    "fr_CH",
    "fr_DZ",
    "es_AR",
    "es_CL",
    "es_CO",
    "es_ES",
    "es_MX",
    "pt_BR",
    "pt_PT",
    "nl_BE",
    "de_LU",
    "it_IT",
    "ro_RO",
    "pl_PL",
    "tr_TR",
    "en_GB",
    "en_NG",
    "ha_NG",
    "ig_NG",
    "yo_NG",
    "tw_GH",
    "vi_VN",
]
GIVEN_ONLY = ["nl_NL", "de_DE"]
WORDS = ["fr_FR", "es_ES", "en_US", "de_DE", "nl_NL", "it_IT"]
STOP_WORDS = ["fr", "es", "en", "pt", "nl", "de", "it"]
#: Faker's Spanish words come from news: people's names, written small.
NOT_WORDS = frozenset(
    [
        "ali",
        "ander",
        "andere",
        "antonio",
        "carlos",
        "felipe",
        "fernando",
        "francisco",
        "garcia",
        "gonzalez",
        "guy",
        "jorge",
        "jose",
        "juan",
        "julio",
        "lopez",
        "luis",
        "manuel",
        "mari",
        "maria",
        "martin",
        "mila",
        "miguel",
        "pablo",
        "pedro",
        "rafael",
        "rodriguez",
        "santiago",
        "sean",
    ]
)
#: Shorter names tell nothing.
SHORTEST = 4
NOTICE = """# {what}, from Faker {version}, folded.
# Written by scripts/name_lists.py: do not edit.
# Copyright (c) 2012 Daniele Faraglia; licence MIT: permission is granted, free of charge, to any
# person obtaining a copy of this data to deal in it without restriction, provided that this notice
# is included. It comes "as is", without warranty of any kind. Evidence, never proof.
"""


def names(locale: str, kind: str) -> Iterator[str]:
    """The names of a kind ("first_name", "last_name") of a locale."""
    provider = import_module(f"faker.providers.person.{locale}").Provider
    for attribute in dir(provider):
        if attribute.startswith(kind) or attribute.endswith(f"{kind}s"):
            value = getattr(provider, attribute)
            if isinstance(value, (tuple, list, dict)):
                yield from (name for name in value if isinstance(name, str))


def everyday() -> frozenset[str]:
    """Folded words of everyday texts."""
    found: set[str] = set()
    for locale in WORDS:
        words = import_module(f"faker.providers.lorem.{locale}").Provider.word_list
        # German writes every noun with a capital.
        found |= {fold(word) for word in words if word[0].islower() or locale == "de_DE"}
    return (frozenset(found) | stop_words()) - NOT_WORDS


def stop_words() -> frozenset[str]:
    """Folded words that mean nothing alone."""
    modules = (import_module(f"spacy.lang.{language}.stop_words") for language in STOP_WORDS)
    return frozenset(fold(word) for module in modules for word in module.STOP_WORDS)


def told() -> frozenset[str]:
    """Words of words.yaml: they say something else than a name."""
    sections = ["streets", "places", "organisations", "functions", "not_names", "verbs"]
    syllables = lexicon.vietnamese("family") | lexicon.vietnamese("given")
    return syllables.union(*(lexicon.words(section) for section in sections))


def clean(found: Iterable[str], without: frozenset[str]) -> list[str]:
    """Folded single or hyphenated words, in order."""
    folded = {fold(name).replace("’", "'") for name in found}
    shaped = {name for name in folded if re.fullmatch(r"[a-z]+(?:[-'][a-z]+)*", name)}
    return sorted(name for name in shaped if len(name) >= SHORTEST and name not in without)


def write(name: str, what: str, found: Iterable[str]) -> None:
    """One list, in lines of twenty names."""
    names_ = list(found)
    lines = (" ".join(names_[start : start + 20]) for start in range(0, len(names_), 20))
    notice = NOTICE.format(what=what, version=version("faker"))
    (FOLDER / name).write_text(notice + "\n".join(lines) + "\n", encoding="utf-8")
    print(name, len(names_))


def main() -> None:
    common = everyday()
    plain = common | lexicon.words("plain")
    given = clean(
        (n for one in LOCALES + GIVEN_ONLY for n in names(one, "first_name")), told() | plain
    )
    family = clean((n for one in LOCALES for n in names(one, "last_name")), told() | stop_words())
    write("given_names_faker.txt", "Given names", given)
    write("surnames_faker.txt", "Family names", family)
    every = set(given) | set(family) | lexicon.first_names() | lexicon.surnames()
    words = clean((word for word in common if word not in every), told())
    write("everyday_words.txt", "Words of everyday texts", words)
    write(
        "everyday_names.txt", "Names that are also words of everyday texts", sorted(every & common)
    )


if __name__ == "__main__":
    main()
