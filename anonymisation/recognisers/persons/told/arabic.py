"""Names in Arabic letters, which have no capitals: told by the title before them."""

import re
from collections.abc import Iterator

from anonymisation.recognisers.base import LIKELY, Hit, TextRecognizer

_LETTER = "[\u0621-\u064a\u064b-\u0652\u0671-\u06d3]"
#: Titles and roles that a person's name follows.
_TITLE = (
    r"(?:ال)?(?:سيدة|سيد|سادة|آنسة|انسة|دكتورة|دكتور|أستاذة|أستاذ|استاذة|استاذ|مهندسة|مهندس|حاجة|حاج"
    r"|شيخ|مواطنة|مواطن|مدعوة|مدعو|مسماة|مسمى|مشتكية|مشتكي|متضررة|متضرر|مالكة|مالك|جار|جارة"
    r"|طالبة|طالب|تلميذة|تلميذ|مرحومة|مرحوم)|سي|لالة|للا|مولاي|سيدي"
)
#: Words that bind a name to the next one.
_BOUND = r"(?:عبد|أبو|ابو|أم|ام|بن|ابن|بنت|ولد|آل|بو|بل|بالحاج|نور|سيف|صلاح|علاء)"
_PART = rf"(?:{_BOUND}\s+)*{_LETTER}{{2,20}}"


class ArabicNameRecognizer(TextRecognizer):
    """Given name and family name behind a title, written in Arabic; the title goes too."""

    ENTITIES = ("PERSON",)
    _NAME = re.compile(rf"(?<!{_LETTER})(?:{_TITLE})\s*[:،]?\s+{_PART}(?:\s+{_PART})?(?!{_LETTER})")
    PATTERNS = (_NAME,)

    def find(self, text: str) -> Iterator[Hit]:
        """Findings in a text."""
        for match in self._NAME.finditer(text):
            yield Hit("PERSON", match.start(), match.end(), LIKELY)


__all__ = ["ArabicNameRecognizer"]
