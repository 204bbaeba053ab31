"""Whose hosts mailboxes are at: a provider of private persons, a public body."""

import re
from functools import lru_cache

from anonymisation.lexicon import vietnamese

#: Hosts of public bodies: a place at one is a facility, not somebody.
PUBLIC = re.compile(
    r"(?:^|\.)(?:gob|gov|gouv|edu)\.|^(?:ayto|ayuntamiento|ajuntament|concello|dip|diputacion"
    r"|cabildo"
    r"|municipio|alcaldia|gadm?|mairie|ville|commune|metropole|agglo|gemeente)[\w\-]*\.|udala\."
)
#: Providers of private mailboxes.
PRIVATE = re.compile(
    r"(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|me|aol|gmx|proton(?:mail)?|pm"
    r"|orange|wanadoo|free|sfr|neuf|numericable|laposte|bbox|aliceadsl|club-internet|skynet|telenet"
    r"|proximus|voo|telefonica|movistar|terra|euskaltel|topnet|planet|gnet|menara|prodigy|infinitum"
    r"|sapo|btinternet|virginmedia|ntlworld|talktalk|blueyonder|tiscali|t-online|libero|ono"
    r"|euskalnet"
    r"|mediaserv|zeop|ool|canl|mls|lagoon|nautile|offratel|vini|andinanet|cantv|telmex|avantel"
    r"|sentoo|maroctelecom|hexabyte|tunet|vnn|brutele|dommel|edpnet|clix|iol|netcabo|jazztel"
    r"|vodafone|mundo-r|arnet|chello|ziggo|kpnmail|xs4all"
    r"|scarlet|bluewin|zoho|fastmail|tutanota|hushmail|rediffmail|mailo|yandex)\."
)


@lru_cache(maxsize=1)
def _syllables() -> re.Pattern[str]:
    family = "|".join(sorted(vietnamese("family"), key=len, reverse=True))
    given = "|".join(sorted(vietnamese("given") | vietnamese("behind"), key=len, reverse=True))
    return re.compile(rf"(?:{family})(?:{given}|{family}){{1,3}}|(?:{given}){{1,3}}(?:{family})")


def vietnamese_name(parts: list[str], domain: str) -> bool:
    """Whether a part of a private mailbox in Viet Nam is a name of syllables: "vulieu"."""
    if not (PRIVATE.match(domain) and domain.endswith(".vn")):
        return False
    return any(_syllables().fullmatch(part) for part in parts)


__all__ = ["PRIVATE", "PUBLIC", "vietnamese_name"]
