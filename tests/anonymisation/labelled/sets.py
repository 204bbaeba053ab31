"""The labelled sets by name, each by another hand: `SETS[name](seed)`."""

from collections.abc import Callable

from labelled.books import BOOKS
from labelled.decoys import decoys
from labelled.disguises import disguises
from labelled.first import first
from labelled.grammars import capitals, grammars
from labelled.municipal import municipal
from labelled.notes import notes
from labelled.partners import partners
from labelled.people import Author
from labelled.pieces import Labelled


def _french(seed: str) -> Author:
    return Author("FR", BOOKS["FR"], seed)


SETS: dict[str, Callable[[str], Labelled]] = {
    "municipal": lambda seed: municipal(_french(f"municipal-{seed}")),
    "notes": lambda seed: notes(_french(f"notes-{seed}")),
    "partners": lambda seed: partners(
        {country: Author(country, book, f"{country}-{seed}") for country, book in BOOKS.items()}
    ),
    "disguises": lambda seed: disguises(_french(f"disguises-{seed}")),
    "decoys": decoys,
    "grammars": grammars,
    "capitals": capitals,
    "first": lambda seed: first(len(seed)),
}
