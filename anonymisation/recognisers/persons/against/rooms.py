"""Rooms called by one name: "caution salle Nina" is no caution of hers."""

from anonymisation.recognisers.persons.words.tokens import Word


def room(found: list[Word], first: int, text: str) -> bool:
    """Whether one word alone is what a room is called, given back: "caution salle Nina"."""
    if found[first - 1].folded not in _ROOMS:
        return False
    after = first + 1
    beside = after < len(found) and text[found[first].end : found[after].start] in (" ", "-")
    return not beside or found[after].shape not in ("Cap", "UPPER", "particle", "initial")


#: What bears one given name, or one surname.
_ROOMS = frozenset(("salle", "gymnase", "stade", "espace", "sala", "salon", "zaal", "gimnasio"))


__all__ = ["room"]
