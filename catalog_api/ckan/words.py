"""Words of a CKAN query in the text fields of the index: phrases, one field only, beginnings."""

import re
from collections.abc import Mapping, Sequence

import tantivy

from catalog_api.ckan.solr import Value
from catalog_api.search import fields as index_schema
from catalog_api.search import keys
from catalog_api.search import questions as search
from catalog_api.search.index import SearchIndex

#: CKAN's text fields, and how the names of the index's fields begin that hold the same.
_FIELDS: Mapping[str, str] = {"title": "title_", "title_string": "title_", "notes": "text_"}
#: CKAN's fields for words anywhere.
ANYWHERE = frozenset({"text", "author", "maintainer", "extras", "publisher"})
_PARTS = re.compile(r"[^\W_]+")


def is_word(node: Value) -> bool:
    """Whether a value is looked for as words, not as a whole."""
    return node.text != "*" and (
        node.field is None or node.field in ANYWHERE or node.field in _FIELDS
    )


def words(index: SearchIndex, nodes: Sequence[Value]) -> list[tantivy.Query]:
    """What each of these words asks for; those that may be anywhere are looked for together."""
    begun = [node for node in nodes if not node.quoted and node.text.endswith("*")]
    narrow = [node for node in nodes if node.field in _FIELDS and node not in begun]
    wide = [node for node in nodes if node not in begun and node not in narrow]
    found = [_beginning(node) for node in begun]
    found += [_within(index, node) for node in narrow]
    if wide:
        found.append(search.words_query(index, " ".join(map(_spoken, wide))))
    return found


def _names(node: Value) -> list[str]:
    start = _FIELDS.get(node.field or "", "")
    return [name for name in index_schema.BOOSTS if name.startswith(start)]


def _within(index: SearchIndex, node: Value) -> tantivy.Query:
    """Words in the fields of one kind, in any language; a phrase when quoted."""
    parts = _PARTS.findall(node.text)
    if not parts:
        return tantivy.Query.empty_query()
    phrases = [" ".join(parts)] if node.quoted else parts
    return search.both(*(_anywhere(index, _names(node), phrase) for phrase in phrases))


def _anywhere(index: SearchIndex, names: Sequence[str], phrase: str) -> tantivy.Query:
    return index.parse(" OR ".join(f'{name}:"{phrase}"' for name in names))


def _beginning(node: Value) -> tantivy.Query:
    """Words that begin so, as they are written in the index: without accents, stemmed."""
    folded = keys.folded(node.text.rstrip("*"))
    if not _PARTS.fullmatch(folded):
        return tantivy.Query.empty_query()
    schema, occur = index_schema.schema(), tantivy.Occur.Should
    # Stems are cut short: the whole words of titles are looked at too.
    names = [*_names(node), *(["titles"] if node.field != "notes" else [])]
    each = [tantivy.Query.regex_query(schema, name, f"{folded}.*") for name in names]
    return tantivy.Query.boolean_query([(occur, query) for query in each])


def begun(index: SearchIndex, typed: str) -> tantivy.Query:
    """What is typed into a search box: all its words, the last one perhaps not finished."""
    parts = _PARTS.findall(typed)
    if not parts:
        return tantivy.Query.all_query()
    last = _beginning(Value(None, f"{parts[-1]}*"))
    if len(parts) == 1:
        return last
    return search.both(search.words_query(index, " ".join(parts[:-1])), last)


def _spoken(node: Value) -> str:
    return f'"{node.text}"' if node.quoted else node.text
