"""Bodies whose names are written in Arabic letters, told by their first word or their form.

"جمعية …", "شركة … ش.م.م", "المدرسة الابتدائية …": kinds of body begin the name; a practice that
bears a doctor's title is the doctor's.
"""

import re
from functools import lru_cache

from anonymisation.lexicon.arabic import BODIES, FORMS, GIVEN, HOUSES, TITLES
from anonymisation.reading.arabic import LETTER, key, stems, words

_ARABIC = re.compile(LETTER)
#: Legal forms by their letters, parted or not: "ش.م.م", "ش ذ م م".
_LETTERS = re.compile(
    r"(?:^|[\s(،,\-])(?:ش[. ]?)?(?:ذ[. ]?)?م[. ]?م\.?(?=$|[\s)،,])|(?:^|\s)ش[. ]خ[. ]ا\b"
)
#: Practices and offices: somebody's, where a title follows.
_PRACTICES = frozenset(map(key, ("مكتب", "عيادة", "مخبر", "صيدلية", "كراج", "محل")))


@lru_cache(maxsize=16_384)
def arabic_body(cell: str) -> bool:
    """Whether a cell in Arabic letters says that it names a body."""
    if not _ARABIC.search(cell):
        return False
    found = words(cell)
    if _LETTERS.search(key(cell)) or any(one.key in FORMS for one in found[1:]):
        return True
    head = stems(found[0].key)
    if len(found) > 1 and found[0].key in ("دار", "الدار"):
        return not stems(found[1].key).isdisjoint(HOUSES)
    titled = len(found) > 1 and not stems(found[1].key).isdisjoint(TITLES)
    if titled or found[0].key in GIVEN:
        return False
    if not head.isdisjoint(_PRACTICES):
        return len(found) > 1 and found[1].key[:2] == "ال" and found[1].key not in GIVEN
    return not head.isdisjoint(BODIES)


__all__ = ["arabic_body"]
