"""Word lists: given names, surnames, and words that speak for or against a person."""

from functools import cache
from importlib.resources import files

import yaml

from anonymisation.reading.text import fold


def _read(name: str) -> str:
    return (files("anonymisation.lexicon") / name).read_text(encoding="utf-8")


def _words(text: str) -> frozenset[str]:
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(fold(word) for line in lines for word in line.split())


@cache
def first_names() -> frozenset[str]:
    """Given names, folded."""
    return _words(_read("first_names.txt")) | _words(_read("given_names_faker.txt"))


@cache
def ambiguous_names() -> frozenset[str]:
    """Given names that are also words or places."""
    return _words(_read("common_words_names.txt"))


@cache
def surnames() -> frozenset[str]:
    """Common surnames, folded."""
    return _words(_read("surnames.txt")) | _words(_read("surnames_faker.txt"))


@cache
def everyday() -> frozenset[str]:
    """Folded names that are also words of everyday texts."""
    return _words(_read("everyday_names.txt")) | words("plain") | ambiguous_names()


@cache
def everyday_words() -> frozenset[str]:
    """Folded words of everyday texts that are no name."""
    return _words(_read("everyday_words.txt"))


@cache
def vietnamese(part: str) -> frozenset[str]:
    """Vietnamese syllables, folded: the `family` names, the `given` ones, those `behind` only."""
    lines = (line.split() for line in _read("vietnamese.txt").splitlines())
    return next(frozenset(line[1:]) for line in lines if line and line[0] == part)


def _names(file: str) -> frozenset[str]:
    """Folded names of several words, parted by bars."""
    lines = (line for line in _read(file).splitlines() if not line.startswith("#"))
    return frozenset(fold(name) for line in lines for name in _parted(line))


def _parted(line: str) -> list[str]:
    return [name.strip() for name in line.split("|")]


@cache
def historical() -> frozenset[str]:
    """Folded full names of public figures that streets and schools are named after."""
    return _names("historical.txt")


@cache
def renowned() -> frozenset[str]:
    """Folded full names of artists, scientists, statesmen, champions and heroes."""
    return _names("renowned.txt")


@cache
def exonyms() -> frozenset[str]:
    """Folded names that towns of the world bear in other languages than their own."""
    return frozenset(name.replace("-", " ") for name in _names("exonyms.txt"))


@cache
def divisions() -> dict[str, frozenset[str]]:
    """Folded names of provinces and towns by partner country (ISO 3166-1 alpha-2)."""
    listed = yaml.safe_load(_read("divisions.yaml")).items()
    return {country: frozenset(map(fold, _parted(names))) for country, names in listed}


@cache
def firms() -> frozenset[str]:
    """Folded names of firms, brands and publishers that are named like people, or after them."""
    return _names("firms.txt")


@cache
def initialled() -> frozenset[str]:
    """Public figures of the past as "v hugo"."""
    return frozenset(f"{name[0]} {name.split()[-1]}" for name in historical() if " " in name)


@cache
def _sections() -> dict[str, str]:
    """The sections of words.yaml, read once: the reader of YAML is slow."""
    sections: dict[str, str] = yaml.safe_load(_read("words.yaml"))
    return sections


@cache
def words(section: str) -> frozenset[str]:
    """A section of words.yaml, folded; an escaped space joins words."""
    joined = _sections()[section].replace("\\ ", "\x00")
    return frozenset(fold(word).replace("\x00", " ") for word in joined.split())
