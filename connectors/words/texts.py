"""Values that portals send, brought to clean and typed ones: they may be anything at all.

Every reader here takes any JSON value and never fails: what is not of the asked kind is empty.
Multilingual values (mappings from language to text, or JSON strings of such, as ckanext-fluent and
ckanext-scheming write them) stay multilingual.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any
from unicodedata import combining, normalize

import langcodes
from langcodes.tag_parser import LanguageTagError

from federation.model import Texts

Json = Any  # what a portal sent

_BREAKS = frozenset({"p", "br", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr"})
_TAG = re.compile(r"</?(?:p|br|div|ul|ol|li|h[1-6]|a|b|i|em|strong|span|table)\b[^>]*>", re.I)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MAX_NESTING = 10  # lists inside lists
_MAX_NESTED_JSON = 100_000  # characters of a string that is tried as JSON
_LANGUAGE_NAMES = {
    "francais": "fr",
    "french": "fr",
    "anglais": "en",
    "english": "en",
    "ingles": "en",
    "espagnol": "es",
    "spanish": "es",
    "espanol": "es",
    "castellano": "es",
    "catalan": "ca",
    "catala": "ca",
    "basque": "eu",
    "euskara": "eu",
    "euskera": "eu",
    "allemand": "de",
    "german": "de",
    "deutsch": "de",
    "neerlandais": "nl",
    "dutch": "nl",
    "portugais": "pt",
    "portuguese": "pt",
    "portugues": "pt",
    "arabe": "ar",
    "arabic": "ar",
    "vietnamien": "vi",
    "vietnamese": "vi",
    "khmer": "km",
    "wolof": "wo",
}


def text(value: Json, depth: int = 0) -> str:
    """A value as trimmed text: no control characters, no lone surrogates; lists are joined."""
    if not isinstance(value, str):
        if value is None or isinstance(value, bool | Mapping) or depth > _MAX_NESTING:
            return ""
        if isinstance(value, list | tuple):
            return ", ".join(filter(None, (text(each, depth + 1) for each in value)))
        value = str(value)
    clean = value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    return _CONTROL.sub("", clean).strip()


def whole(value: Json) -> int | None:
    """A number of bytes or the like; None where it is none, or no 53 bits hold it."""
    words = text(value)
    if not words.isdecimal() or len(words) > 16:
        return None
    number = int(words)
    return number if number < 1 << 53 else None


def mapping(value: Json) -> Mapping[str, Json]:
    """A mapping, also one written as a JSON string; else an empty one."""
    found = parsed(value)
    return found if isinstance(found, Mapping) else {}


def items(value: Json) -> Sequence[Json]:
    """A list, also one written as a JSON string; a lone value is a list of one."""
    found = parsed(value)
    if isinstance(found, list | tuple):
        return found
    return [] if found is None or found == "" else [found]


def parsed(value: Json) -> Json:
    """The value inside a JSON string of an object or array; any other value as it stands."""
    if not isinstance(value, str) or len(value) > _MAX_NESTED_JSON:
        return value
    if not value.lstrip().startswith(("{", "[")):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value


def folded(value: Json) -> str:
    """Lower case, no accents, single spaces: for comparing words."""
    letters = normalize("NFKD", text(value)).replace("\u00ad", "")
    plain = "".join(letter for letter in letters if not combining(letter))
    return " ".join(plain.lower().split())


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def prose(value: Json) -> str:
    """A text without HTML mark-up; Markdown is left as it is."""
    found = text(value)
    if not _TAG.search(found):
        return found
    reader = _Plain()
    reader.feed(found)
    reader.close()
    return re.sub(r"\s*\n\s*", "\n", "".join(reader.parts)).strip()


def language(value: Json) -> str | None:
    """ISO 639-1 (or 639-3 where there is none) of a tag, a name, or an EU language URI."""
    return _language_of(text(value).rstrip("/").rsplit("/", 1)[-1])


@lru_cache(maxsize=1024)
def _language_of(tag: str) -> str | None:
    known = _LANGUAGE_NAMES.get(folded(tag))
    if known or not tag.isascii():
        return known
    try:
        found = langcodes.Language.get(tag.lower())
    except LanguageTagError:
        return None
    return found.language if found.language and found.is_valid() else None


def languages(value: Json) -> tuple[str, ...]:
    """Languages of a list, or of a string such as `en,es,ca`; unknown ones are left out."""
    words = [word for item in items(value) for word in re.split(r"[,;]\s*", text(item)) if word]
    return tuple(dict.fromkeys(filter(None, map(language, words))))


def multilingual(values: Iterable[Json], default: str) -> Texts:
    """Texts by language from one or more values; plain ones are in the default language.

    Earlier values win: give translations first, then the plain field, which is often one of them
    and then no text in another language.
    """
    found: dict[str, str] = {}
    for value in values:
        inner = parsed(value)
        if isinstance(inner, Mapping):
            for code, words in _translations(inner):
                found.setdefault(code, words)
        elif (words := prose(value)) and words not in found.values():
            found.setdefault(default, words)
    return found


def _translations(value: Mapping[Json, Json]) -> Iterator[tuple[str, str]]:
    for tag, text_of_tag in value.items():
        code, words = language(tag), prose(text_of_tag)
        if code and words:
            yield code, words


def keywords(tags: Json, translated: Json, default: str) -> Mapping[str, tuple[str, ...]]:
    """Keywords by language, without repetition, from translated lists and from a plain list."""
    found: dict[str, tuple[str, ...]] = {}
    for tag, words in mapping(translated).items():
        code = language(tag)
        if code:
            found[code] = _distinct(items(words))
    plain = _distinct(_tag_name(tag) for tag in items(tags))
    if plain and default not in found:
        found[default] = plain
    return {code: words for code, words in found.items() if words}


def _tag_name(tag: Json) -> Json:
    if isinstance(tag, Mapping):
        return tag.get("display_name") or tag.get("name") or tag.get("title")
    return tag


def _distinct(words: Iterable[Json]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(text, words))))
