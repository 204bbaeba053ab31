"""Themes and frequencies as portals name them, to the URIs of the EU lists.

Codes: EU authority tables "data-theme" and "frequency" (publications.europa.eu/resource/authority).
Which words mean which theme is this project's choice, in French, English, Spanish.
"""

import re
from collections.abc import Iterable

from connectors.words.texts import Json, folded, text

THEME = "http://publications.europa.eu/resource/authority/data-theme/"
FREQUENCY = "http://publications.europa.eu/resource/authority/frequency/"

#: Beginnings of words, folded.
_THEMES = {
    "AGRI": "agri agro peche pesca fish foret forest sylvicult aliment food ganader rural",
    "ECON": "econom financ budget presupuest commerc comerci entrepris empres emploi employ empleo "
    "trade business touris turis fiscal impot impuest marches-publics procurement subvention",
    "EDUC": "educa ecole school escuel enseign formation cultur sport deport patrimoin patrimoni "
    "heritage loisir leisure ocio bibliothe librar museum musee museo",
    "ENER": "energ",
    "ENVI": "environ environnement medio-ambiente ambient ecolog dechet residu waste climat "
    "biodivers nature naturaleza eau water agua meteo espaces-verts jardin air-qual umwelt "
    "qualite-de-l-air",
    "GOVE": "administra gouvern gobierno govern citoyen ciudadan citizen election eleccion "
    "elector transparen vie-politique participa secteur-public services-publics public-sector "
    "verwaltung sector-publico deliberation ayuntamiento municipal conseil",
    "HEAL": "sante health salud sanit hopita hospital gesundheit",
    "INTR": "international internacional cooperation cooperacion",
    "JUST": "justi securit segurid safety police policia prevention legal juridi",
    "REGI": "region urban ville city cities ciudad amenagement territoir territor cadastr catastr "
    "quartier commune local-government",
    "SOCI": "population poblacion societ socied social demograph demograf logement housing "
    "vivienda jeunes youth juvent solidar famil enfan infan",
    "TECH": "scien cienc techno tecnolog numeri digital innovation innovacion recherche research "
    "investigacion",
    "TRAN": "transport mobilit movilid deplacement desplazamiento voirie circulation stationnement "
    "parking aparcamiento traf velo cycl bici route road mobilitat",
}
_CODES = frozenset(_THEMES)
_BEGINNINGS = {
    code: re.compile(r"(?:^|-)(?:" + "|".join(words.split()) + ")")
    for code, words in _THEMES.items()
}

_FREQUENCIES = {
    "CONT": "continuous continual continu continue continua tempsreel realtime tiemporeal cont",
    "HOURLY": "hourly horaire touteslesheures cadahora pt1h rpt1h",
    "DAILY": "daily quotidien quotidienne diario diaria journalier journaliere p1d rp1d everyday",
    "DAILY_2": "twiceaday semidaily deuxfoisparjour",
    "WEEKLY": "weekly hebdomadaire semanal p1w p7d rp1w",
    "WEEKLY_2": "semiweekly bihebdomadaire p35d rp35d",
    "WEEKLY_3": "threetimesaweek troisfoisparsemaine",
    "BIWEEKLY": "fortnightly biweekly tousles15jours touslesquinzejours quincenal p2w p14d rp2w",
    "MONTHLY": "monthly mensuel mensuelle mensual p1m rp1m",
    "MONTHLY_2": "semimonthly bimensuel bimensuelle p05m rp05m",
    "MONTHLY_3": "threetimesamonth troisfoisparmois",
    "BIMONTHLY": "bimonthly bimestriel bimestrielle bimestral p2m rp2m",
    "QUARTERLY": "quarterly trimestriel trimestrielle trimestral p3m rp3m",
    "ANNUAL_2": "semiannual biannual biannually halfyearly semestriel semestrielle semestral p6m "
    "rp6m",
    "ANNUAL_3": "threetimesayear troisfoisparan p4m rp4m",
    "ANNUAL": "annual annually yearly annuel annuelle anual p1y rp1y",
    "BIENNIAL": "biennial biennially bisannuel biennal biennale bienal p2y rp2y",
    "TRIENNIAL": "triennial triennal triennale trienal p3y rp3y",
    "QUADRENNIAL": "quadrennial quadriennal p4y rp4y",
    "QUINQUENNIAL": "quinquennial quinquennal quinquenal p5y rp5y",
    "DECENNIAL": "decennial decennal p10y rp10y",
    "IRREG": "irregular irreg irregulier irreguliere asneeded punctual ponctuel ponctuelle adhoc "
    "sporadischoderunregelmaessig aubesoin eventual",
    "NEVER": "never notplanned jamais nunca aucune",
    "UNKNOWN": "unknown inconnu inconnue desconocida desconocido",
    "OTHER": "other autre otra otro",
}
_FREQUENCY_OF = {word: code for code, words in _FREQUENCIES.items() for word in words.split()} | {
    code.lower().replace("_", ""): code for code in _FREQUENCIES
}


def theme(value: Json) -> str | None:
    """The EU theme of a portal's theme, category or group; None where no word tells."""
    words = text(value)
    code = words.rstrip("/").rsplit("/", 1)[-1].upper()
    if code in _CODES:
        return THEME + code
    if "://" in words:
        return None
    joined = re.sub(r"[^a-z0-9]+", "-", folded(words)).strip("-")
    found = [
        (hit.start(), code) for code, form in _BEGINNINGS.items() if (hit := form.search(joined))
    ]
    return THEME + min(found)[1] if found else None


def themes(values: Iterable[Json]) -> tuple[tuple[str, ...], int]:
    """EU themes without repetition, and how many values could not be mapped."""
    words = [value for value in values if text(value)]
    found = [theme(value) for value in words]
    return tuple(dict.fromkeys(filter(None, found))), found.count(None)


def frequency(value: Json) -> str | None:
    """The EU frequency of a word, an ISO 8601 duration, or an EU URI; None where unknown."""
    words = folded(value).rstrip("/").rsplit("/", 1)[-1] if "://" in text(value) else folded(value)
    code = _FREQUENCY_OF.get(re.sub(r"[^a-z0-9]", "", words))
    return FREQUENCY + code if code else None
