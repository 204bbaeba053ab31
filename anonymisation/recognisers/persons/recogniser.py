"""Persons named in a text: title, sentence frame, given name with surname — minus vetoes.

A street, school or club named after somebody is not personal data; an elected official in office is
named in public acts (D312-1-3, 3° CRPA) and comes out as `OFFICIAL`.
"""

import re
from collections.abc import Iterator

from anonymisation.lexicon.vocabulary import is_stranger
from anonymisation.reading.text import flat
from anonymisation.recognisers.base import LIKELY, Hit, TextRecognizer
from anonymisation.recognisers.conditions.screen import Conditions
from anonymisation.recognisers.persons.against.called import uncalled
from anonymisation.recognisers.persons.against.colleagues import colleagues
from anonymisation.recognisers.persons.against.vetoes import vetoed
from anonymisation.recognisers.persons.capable import TITLED, capable
from anonymisation.recognisers.persons.evidence import (
    extent,
    foreign,
    gazetteer_score,
    known,
    linked,
    lone_given,
    named,
    spoken_against,
)
from anonymisation.recognisers.persons.growth import grown, repeated
from anonymisation.recognisers.persons.spans import LONE, person
from anonymisation.recognisers.persons.told.alone import alone
from anonymisation.recognisers.persons.told.awaited import awaited
from anonymisation.recognisers.persons.told.basque import basque
from anonymisation.recognisers.persons.told.born import born
from anonymisation.recognisers.persons.told.coupled import coupled
from anonymisation.recognisers.persons.told.framed import aided, framed
from anonymisation.recognisers.persons.told.handed import handed
from anonymisation.recognisers.persons.told.hinted import hinted
from anonymisation.recognisers.persons.told.households import households
from anonymisation.recognisers.persons.told.joined import identified, joined
from anonymisation.recognisers.persons.told.labelled import labelled
from anonymisation.recognisers.persons.told.listed import listed
from anonymisation.recognisers.persons.told.marked import SIGNS, marked
from anonymisation.recognisers.persons.told.officed import officed
from anonymisation.recognisers.persons.told.pinned import pinned
from anonymisation.recognisers.persons.told.reached import SIGNS as CALLED
from anonymisation.recognisers.persons.told.reached import reached
from anonymisation.recognisers.persons.told.receipts import receipts
from anonymisation.recognisers.persons.told.remarked import SIGNS as FAMILIES
from anonymisation.recognisers.persons.told.remarked import remarked
from anonymisation.recognisers.persons.told.renamed import renamed
from anonymisation.recognisers.persons.told.series import series
from anonymisation.recognisers.persons.told.stated import stated
from anonymisation.recognisers.persons.told.titled import titled
from anonymisation.recognisers.persons.told.turns import turns
from anonymisation.recognisers.persons.weighing import weighed
from anonymisation.recognisers.persons.words import frames
from anonymisation.recognisers.persons.words.likeness import body_named, looks_like_person
from anonymisation.recognisers.persons.words.names import is_clear, is_surname
from anonymisation.recognisers.persons.words.runs import run
from anonymisation.recognisers.persons.words.tokens import Word, tokens


class PersonRecognizer(TextRecognizer):
    """Names of natural persons."""

    ENTITIES = ("PERSON", "OFFICIAL")
    NUMBERS_ALIKE = True
    NEEDS = (
        r"\p{Lu}|\"[^!-~]*:[^!-~]*\"|(?i:ma[iî]tre|l'ha|m\.|mr|mme|mlle|sr\.|sra\.|monsieur|madame"
        r"|mademoiselle|se[ñn]or|don|do[ñn]a|d[ñn]a\.)",
    )
    #: An object in a cell: the values of its keys of names, once one of them is a given name.
    _GIVEN_KEY = re.compile(
        r"(?i)\"(?:pr[ée]noms?|first_?name|given_?name|nombres|apellidos?)\"\s*:"
    )
    #: Or of what only a person has, or gives to be reached.
    _CONTACT_KEY = re.compile(
        r"(?i)\"(?:tel\w*|t[ée]l[ée]phone|mobile|portable|gsm|phone|e?-?mail|courriel|correo|naissance"
        r"|date_?(?:de_?)?naissance|birth\w*|nir|iban|adresse|domicile)\"\s*:"
    )
    _KEYED = re.compile(
        r"(?i)\"(?:pr[ée]noms?|nom(?:_?(?:de_?)?famille)?|(?:first|last|given|sur|family)?_?name"
        r"|nombres?|apellidos?)\"\s*:\s*\"(?P<name>[^\"\\]{2,80})\""
    )

    def conditions(self, threshold: float) -> Conditions:
        """Capitals, or the words before a name; then a title, or words that may be a name's."""
        return Conditions(self.NEEDS, also=(TITLED, SIGNS, FAMILIES, CALLED), judged=True)

    def worth(self, text: str) -> bool:
        """Whether the words of a text may name a person."""
        return capable(text)

    def find(self, text: str) -> Iterator[Hit]:
        """Findings in a text."""
        yield from self._keyed(text)
        found = tokens(text)
        if not found:
            return
        simple = flat(text)
        hits = [
            *titled(text, found),
            *framed(text, simple, found),
            *_listed(text, simple, found),
            *aided(text, simple, found),
            *weighed(text, found),
            *alone(text, simple, found),
            *labelled(text, simple, found),
            *reached(text, found),
            *hinted(text, found),
            *marked(text, simple, found),
            *born(text, simple, found),
            *pinned(text, simple, found),
            *awaited(text, simple, found),
            *basque(text, simple, found),
            *listed(text, found),
            *stated(text, simple, found),
            *turns(text, simple, found),
            *receipts(text, simple, found),
            *renamed(simple, found),
            *remarked(text, simple, found),
            *households(text, simple, found),
            *handed(text, simple, found),
            *identified(text, simple, found),
            *officed(text, simple),
        ]
        hits += series(text, simple, found, hits)
        hits += _neighbours(text, found, hits)
        hits += coupled(text, simple, found, hits)
        hits += joined(simple, found, hits)
        hits = list(dict.fromkeys([grown(text, found, hit) for hit in hits]))
        hits = uncalled(text, simple, _in_office(colleagues(text, hits)))
        yield from hits
        yield from repeated(text, found, hits)

    def _keyed(self, text: str) -> Iterator[Hit]:
        if self._GIVEN_KEY.search(text):
            for match in self._KEYED.finditer(text):
                yield Hit("PERSON", match.start("name"), match.end("name"), LIKELY)
        else:
            contact = bool(self._CONTACT_KEY.search(text))
            for match in self._KEYED.finditer(text):
                name = match.group("name")
                if looks_like_person(name) or (contact and not body_named(name)):
                    yield Hit("PERSON", match.start("name"), match.end("name"), LIKELY)


def _in_office(hits: list[Hit]) -> list[Hit]:
    """The hits with the parts of somebody's name in office, who is in office whole."""
    offices = [hit for hit in hits if hit.entity == "OFFICIAL"]
    return [
        Hit("OFFICIAL", *hit[1:])
        if any(one.start <= hit.start and hit.end <= one.end for one in offices)
        else hit
        for hit in hits
    ]


def _listed(text: str, simple: str, found: list[Word]) -> Iterator[Hit]:
    """Runs with a listed name, or that a verb of saying follows."""
    index = 0
    while index < len(found):
        word = found[index]
        if word.shape in ("Cap", "UPPER", "initial"):
            first, last, score = _run_at(text, simple, found, index)
            if score and not spoken_against(text, found, first, last):
                yield person(text, found, first, last, score)
                index = max(last, index + 1)
                continue
        index += 1


def _run_at(text: str, simple: str, found: list[Word], index: int) -> tuple[int, int, float]:
    """The run of names at a word, and how much speaks for it."""
    word = found[index]
    score = 0.0
    if not known(word) and word.shape != "initial":
        first, last = index, run(found, index, text)
    else:
        first, last = extent(found, index, text)
        score = gazetteer_score(named(found, first, last))
    if last > first and score < LONE:
        said = _said(named(found, first, last))
        if said > score and frames.AFTER.match(simple, found[last - 1].end):
            score = said
    return first, last, score


def _said(names: list[Word]) -> float:
    """Evidence of a run that a verb of saying follows."""
    if len(names) == 1:
        word = names[0]
        listed = (lone_given(word) and is_clear(word.folded)) or is_surname(word.folded)
        return LONE if listed and is_stranger(word.folded) else 0.0
    return LONE if foreign(names) and len(names) < 5 else 0.0


def _neighbours(text: str, found: list[Word], hits: list[Hit]) -> Iterator[Hit]:
    """Given names joined to a person by "and" or a comma: "Rachid et Samira Haddad"."""
    starts = {hit.start for hit in hits if hit.score >= LONE}
    if not starts:
        return
    ends = {hit.end for hit in hits if hit.score >= LONE}
    for index, word in enumerate(found):
        if not lone_given(word) or not is_clear(word.folded):
            continue
        last = run(found, index, text)
        end = found[last - 1].end if last > index else word.end
        joined = any(linked(text, end, start) for start in starts if end < start) or any(
            linked(text, stop, word.start) for stop in ends if stop < word.start
        )
        if joined and not vetoed(found, index, text):
            yield Hit("PERSON", word.start, end, LONE)


__all__ = ["PersonRecognizer"]
