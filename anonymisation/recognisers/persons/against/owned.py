"""Places that are somebody's rather than named after them: "la maison de Jean Dupont"."""

from anonymisation.lexicon import words
from anonymisation.recognisers.persons.words.names import is_first_name
from anonymisation.recognisers.persons.words.tokens import Word

#: Somebody is told before a word of clubs: "la jeune sportive Nina Vardon".
_YOUNG = frozenset({"jeune", "jeunes", "joven", "young", "jonge"})
#: Somebody's own people, who name clubs too: "mes parents Nina et Loïc Vardon".
_OURS = frozenset({"parents", "ami", "amis", "amie", "amies", "eleve", "eleves", "jeunes"})
_NEAR = frozenset(
    """voisin voisine voisins epoux epouse proprietaire locataire fils fille veuve vecino vecina
    linde lindero colindante dueno duena""".split()  # noqa: SIM905 - a list of words is read, not code
)
_WHOSE = frozenset({"mes", "ses", "nos", "vos", "leurs", "tes", "mon", "son", "ma", "sa", "leur"})
#: Where somebody trades or keeps a thing; no square is called with "de" before a given name.
_PITCHES = frozenset(
    """place places emplacement emplacements stand etal banc poste anneau mouillage casier vestiaire
    siege couloir puesto""".split()  # noqa: SIM905 - a list of words is read, not code
)


def owned(found: list[Word], index: int, first: int) -> bool:
    """Whether a place is somebody's rather than named after them: "la maison de Jean Dupont"."""
    between = [word.folded for word in found[index + 1 : first]]
    if found[index].folded in _PITCHES and between in (["de"], ["d"]):
        return any(is_first_name(word.folded) for word in found[first : first + 2])
    return found[index].folded in words("owned") and (
        between in (["de"], ["del"], ["d"], ["of"], ["du", "travail", "de"], ["travail", "de"])
        or between[-2:] == ["travail", "de"]
    )


def people(word: Word, before: str) -> bool:
    """Whether a word tells somebody young, or somebody's own people."""
    return before in _YOUNG or (word.folded in _OURS and before in _WHOSE)


def near(found: list[Word], index: int) -> bool:
    """Whether a word tells whose a place is or lies beside: "lot voisin de Nina Vardon"."""
    return found[index].folded in _NEAR and found[index + 1].shape == "particle"


__all__ = ["near", "owned", "people"]
