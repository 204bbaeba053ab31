"""Texts, code values and links of ISO 19139 and ISO 19115-3 records, in each of their languages.

A free text (PT_FreeText) is one text in the record's language with translations whose locale the
record declares. OWSLib's `MD_Metadata` keeps one of them; a federation needs all.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from connectors.iso.xml import Element, attribute, find, find_all, name, words
from connectors.words.texts import Json, language, multilingual
from federation.model import Texts

_LOCALE_PREFIX = re.compile(r"^#?(?:locale[-_])?", re.I)


def code(element: Element | None) -> str:
    """The value of a code list at a property: its codeListValue, else its text."""
    for child in find_all(element, "*"):
        return attribute(child, "codeListValue") or words(child)
    return words(element)


def plain(element: Element | None) -> str:
    """A property's text in the record's own language."""
    if element is None:
        return ""
    for child in element:
        if name(child) != "PT_FreeText":
            return words(child)
    return words(find(element, "PT_FreeText/textGroup/LocalisedCharacterString")) or words(element)


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages of a record: its own one, and those of its locales by id.

    `lost` is how many declared ones are unknown.
    """

    default: str
    locales: Mapping[str, str]
    lost: int = 0

    @property
    def all(self) -> tuple[str, ...]:
        """Every language, the record's own one first."""
        return tuple(dict.fromkeys((self.default, *self.locales.values())))

    def texts(self, elements: Iterable[Element]) -> Texts:
        """The text of the first property that has one, with its translations."""
        for element in elements:
            found = multilingual(self._values(element), self.default)
            if found:
                return found
        return {}

    def _values(self, element: Element) -> list[Json]:
        own = next((words(each) for each in element if name(each) != "PT_FreeText"), "")
        found: list[Json] = [own or ("" if len(element) else words(element))]
        for each in find_all(element, "PT_FreeText/textGroup/LocalisedCharacterString"):
            locale = _LOCALE_PREFIX.sub("", attribute(each, "locale"))
            tag = self.locales.get(attribute(each, "locale").lstrip("#")) or language(locale)
            if tag:
                found.append({tag: words(each)})
        return found


def languages_of(record: Element, default: str) -> Languages:
    """The languages a record declares; `default` where it declares none of its own."""
    own = [_language(each) for each in find_all(record, "language", "defaultLocale/PT_Locale")]
    locales = {
        attribute(each, "id"): _language(each)
        for each in find_all(
            record, "locale/PT_Locale", "otherLocale/PT_Locale", "defaultLocale/PT_Locale"
        )
    }
    known = {key: tag for key, tag in locales.items() if tag}
    lost = len(locales) - len(known) + own.count("")
    return Languages(next(filter(None, own), default), known, lost)


def _language(element: Element) -> str:
    """ISO 639-1 of a `language` property or of a PT_Locale; "" where it tells none."""
    if name(element) == "PT_Locale":
        element = find(element, "languageCode", "language")
    return language(code(element).split(";")[0]) or ""
