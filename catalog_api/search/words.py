"""A reader's words as an index query: all of them, in any text field, spelt so or nearly so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import tantivy

from catalog_api.search.fields import BOOSTS, OTHER, STEMMERS, analyser, schema

_QUOTED = re.compile(r'"([^"]*)"')
_WORD = re.compile(r"-?[^\W_]+", re.UNICODE)
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’]", re.IGNORECASE)
#: Words that titles leave out as often as not: requiring them would hide what is looked for.
_TOOL_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a à au aux avec dans de des du en et la le les ou par pour sur un une an and by for "
        "from in of on or the to with al con del e el las los o para por una y ",
    )
)
#: Letters of a word from which one and two errors are forgiven.
_ONE_ERROR, _TWO_ERRORS = 4, 8
#: How much less a word counts that is not spelt as asked.
_NEAR = 0.3


@dataclass(frozen=True, slots=True)
class Words:
    """What is to be looked for: words, phrases, words that must be absent; all in lower case."""

    plain: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.plain or self.phrases or self.absent)


def read(text: str) -> Words:
    """Letters and digits, quoted phrases and leading minus signs: no query syntax besides."""
    phrases = [" ".join(_WORD.findall(found.replace("-", " "))) for found in _QUOTED.findall(text)]
    rest = _ELISION.sub(" ", _QUOTED.sub(" ", text))
    rest = re.sub(r"(?<=\w)-|-(?!\w)", " ", rest)
    found = [word.lower() for word in _WORD.findall(rest)]
    plain = [word for word in found if not word.startswith("-")]
    return Words(
        tuple(word for word in plain if word not in _TOOL_WORDS) or tuple(plain),
        tuple(phrase.lower() for phrase in phrases if phrase),
        tuple(word[1:] for word in found if word.startswith("-")),
    )


def query(index: tantivy.Index, text: str) -> tantivy.Query:
    """All the words, exactly; quoted words together, `-word` absent.

    No words match everything; words that hold nothing to look for (punctuation) match nothing.
    """
    if not text.strip():
        return tantivy.Query.all_query()
    words = read(text)
    return _joined(index, words, [], words.plain) if words else tantivy.Query.empty_query()


def near_query(index: tantivy.Index, text: str) -> tantivy.Query | None:
    """The same where words that are in no dataset may be spelt nearly so; None if all are known."""
    words = read(text)
    if len(words.plain) > _MOST:
        return None
    searcher = index.searcher()
    unknown = [
        word
        for word in words.plain
        if len(word) >= _ONE_ERROR and not word.isdigit() and not _known(searcher, word)
    ]
    if not unknown:
        return None
    known = [word for word in words.plain if word not in unknown]
    return _joined(index, words, [_nearly(word) for word in unknown], known)


#: Words beyond which spelling is not looked into: each costs some milliseconds.
_MOST = 12


def _joined(
    index: tantivy.Index, words: Words, more: list[tantivy.Query], plain: Sequence[str]
) -> tantivy.Query:
    must, parts = tantivy.Occur.Must, more
    wanted = " ".join([*plain, *(f'"{phrase}"' for phrase in words.phrases)])
    if wanted:
        parts = [*parts, parsed(index, wanted)]
    clauses = [(must, part) for part in parts or [tantivy.Query.all_query()]]
    if words.absent:
        for word in words.absent:
            clauses.append((tantivy.Occur.MustNot, parsed(index, word)))
    elif len(clauses) == 1:
        return clauses[0][1]
    return tantivy.Query.boolean_query(clauses)


def parsed(index: tantivy.Index, clean: str) -> tantivy.Query:
    """A query in tantivy's own syntax: every word in any text field, unless it says otherwise."""
    found, _ = index.parse_query_lenient(
        clean,
        default_field_names=list(BOOSTS),
        field_boosts=BOOSTS,
        conjunction_by_default=True,
    )
    return found


def _known(searcher: tantivy.Searcher, word: str) -> bool:
    """Whether any dataset holds the word."""
    return any(searcher.doc_freq(field, term) for field, term in _terms(word))


def _nearly(word: str) -> tantivy.Query:
    """A word of one or two other letters, in any text field."""
    distance = 2 if len(word) >= _TWO_ERRORS else 1
    should = tantivy.Occur.Should
    parts = []
    for field, term in _terms(word):
        near = tantivy.Query.fuzzy_term_query(schema(), field, term, distance)
        parts.append((should, tantivy.Query.boost_query(near, BOOSTS[field] * _NEAR)))
    return tantivy.Query.boolean_query(parts)


def _terms(word: str) -> list[tuple[str, str]]:
    """The term that a word is in each text field; none where it is no term."""
    stems = {suffix: analyser(suffix).analyze(word) for suffix in (*STEMMERS, OTHER)}
    found = []
    for field in BOOSTS:
        suffix = field.rpartition("_")[2]
        terms = stems.get(suffix, stems[OTHER])
        found += [(field, terms[0])] if len(terms) == 1 else []
    return found
