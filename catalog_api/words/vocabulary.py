"""Words of the controlled lists that the catalogue shows or emits.

Codes and labels are facts of the EU vocabularies (publications.europa.eu/resource/authority),
the IANA media types and the licence identifiers that CKAN portals and data.gouv.fr use.
"""

import re
from typing import NamedTuple

from federation.model import Texts

AUTHORITY = "http://publications.europa.eu/resource/authority/"
IANA = "https://www.iana.org/assignments/media-types/"
HVD_CATEGORY = "http://data.europa.eu/bna/"  # annex of Regulation (EU) 2023/138
HVD_LAW = "http://data.europa.eu/eli/reg_impl/2023/138/oj"

THEMES: dict[str, Texts] = {
    code: {"fr": fr, "en": en, "es": es}
    for code, fr, en, es in (
        (
            "AGRI",
            "Agriculture, pêche, sylviculture et alimentation",
            "Agriculture, fisheries, forestry and food",
            "Agricultura, pesca, silvicultura y alimentación",
        ),
        ("ECON", "Économie et finances", "Economy and finance", "Economía y finanzas"),
        (
            "EDUC",
            "Éducation, culture et sport",
            "Education, culture and sport",
            "Educación, cultura y deportes",
        ),
        ("ENER", "Énergie", "Energy", "Energía"),
        ("ENVI", "Environnement", "Environment", "Medio ambiente"),
        (
            "GOVE",
            "Gouvernement et secteur public",
            "Government and public sector",
            "Gobierno y sector público",
        ),
        ("HEAL", "Santé", "Health", "Salud"),
        ("INTR", "Questions internationales", "International issues", "Asuntos internacionales"),
        (
            "JUST",
            "Justice, système juridique et sécurité publique",
            "Justice, legal system and public safety",
            "Justicia, sistema jurídico y seguridad pública",
        ),
        ("REGI", "Régions et villes", "Regions and cities", "Regiones y ciudades"),
        ("SOCI", "Population et société", "Population and society", "Población y sociedad"),
        ("TECH", "Science et technologie", "Science and technology", "Ciencia y tecnología"),
        ("TRAN", "Transports", "Transport", "Transporte"),
    )
}

FREQUENCIES: dict[str, Texts] = {
    code: {"fr": fr, "en": en, "es": es}
    for code, fr, en, es in (
        ("CONT", "continue", "continuous", "continua"),
        ("HOURLY", "toutes les heures", "hourly", "cada hora"),
        ("DAILY", "quotidienne", "daily", "diaria"),
        ("WEEKLY", "hebdomadaire", "weekly", "semanal"),
        ("BIWEEKLY", "tous les quinze jours", "fortnightly", "quincenal"),
        ("MONTHLY", "mensuelle", "monthly", "mensual"),
        ("BIMONTHLY", "tous les deux mois", "every two months", "bimestral"),
        ("QUARTERLY", "trimestrielle", "quarterly", "trimestral"),
        ("ANNUAL_2", "semestrielle", "twice a year", "semestral"),
        ("ANNUAL", "annuelle", "yearly", "anual"),
        ("BIENNIAL", "tous les deux ans", "every two years", "bienal"),
        ("TRIENNIAL", "tous les trois ans", "every three years", "trienal"),
        ("IRREG", "irrégulière", "irregular", "irregular"),
        ("NEVER", "jamais", "never", "nunca"),
        ("UNKNOWN", "inconnue", "unknown", "desconocida"),
    )
}


class Licence(NamedTuple):
    """A licence: the short id that CKAN portals exchange, its title, where its text is."""

    id: str
    title: str
    url: str


LICENCES: dict[str, Licence] = {
    licence.id: licence
    for licence in (
        Licence(
            "lov2",
            "Licence Ouverte / Open Licence 2.0",
            "https://www.etalab.gouv.fr/wp-content/uploads/2017/04/ETALAB-Licence-Ouverte-v2.0.pdf",
        ),
        Licence(
            "fr-lo",
            "Licence Ouverte / Open Licence",
            "https://www.etalab.gouv.fr/licence-ouverte-open-licence",
        ),
        Licence(
            "odc-odbl",
            "Open Data Commons Open Database License (ODbL)",
            "https://opendatacommons.org/licenses/odbl/1-0/",
        ),
        Licence(
            "odc-by",
            "Open Data Commons Attribution License",
            "https://opendatacommons.org/licenses/by/1-0/",
        ),
        Licence(
            "odc-pddl",
            "Open Data Commons Public Domain Dedication and License (PDDL)",
            "https://opendatacommons.org/licenses/pddl/1-0/",
        ),
        Licence(
            "cc-zero",
            "Creative Commons CC0 1.0",
            "https://creativecommons.org/publicdomain/zero/1.0/",
        ),
        Licence(
            "cc-by",
            "Creative Commons Attribution (CC BY)",
            "https://creativecommons.org/licenses/by/4.0/",
        ),
        Licence(
            "cc-by-sa",
            "Creative Commons Attribution-ShareAlike (CC BY-SA)",
            "https://creativecommons.org/licenses/by-sa/4.0/",
        ),
        Licence(
            "cc-by-nc",
            "Creative Commons Attribution-NonCommercial (CC BY-NC)",
            "https://creativecommons.org/licenses/by-nc/4.0/",
        ),
        Licence(
            "cc-by-nd",
            "Creative Commons Attribution-NoDerivatives (CC BY-ND)",
            "https://creativecommons.org/licenses/by-nd/4.0/",
        ),
        Licence(
            "cc-by-nc-sa",
            "Creative Commons Attribution-NonCommercial-ShareAlike (CC BY-NC-SA)",
            "https://creativecommons.org/licenses/by-nc-sa/4.0/",
        ),
        Licence(
            "cc-by-nc-nd",
            "Creative Commons Attribution-NonCommercial-NoDerivatives (CC BY-NC-ND)",
            "https://creativecommons.org/licenses/by-nc-nd/4.0/",
        ),
        Licence(
            "public-domain",
            "Public Domain Mark 1.0",
            "https://creativecommons.org/publicdomain/mark/1.0/",
        ),
        Licence(
            "uk-ogl",
            "Open Government Licence",
            "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        ),
    )
}

#: Parts of a licence URI, lower case, most particular first; EU codes, SPDX ids, web addresses.
_LICENCE_MARKS: tuple[tuple[str, str], ...] = (
    ("etalab-2.0", "lov2"),
    ("etalab_2_0", "lov2"),
    ("licence-ouverte-v2", "lov2"),
    ("etalab", "fr-lo"),
    ("licence-ouverte", "fr-lo"),
    ("odc_bl", "odc-odbl"),
    ("odbl", "odc-odbl"),
    ("odc_by", "odc-by"),
    ("opendatacommons.org/licenses/by", "odc-by"),
    ("pddl", "odc-pddl"),
    ("cc_pdm", "public-domain"),
    ("publicdomain/mark", "public-domain"),
    ("cc0", "cc-zero"),
    ("publicdomain/zero", "cc-zero"),
    ("cc_byncsa", "cc-by-nc-sa"),
    ("by-nc-sa", "cc-by-nc-sa"),
    ("cc_byncnd", "cc-by-nc-nd"),
    ("by-nc-nd", "cc-by-nc-nd"),
    ("cc_bync", "cc-by-nc"),
    ("by-nc", "cc-by-nc"),
    ("cc_bysa", "cc-by-sa"),
    ("by-sa", "cc-by-sa"),
    ("cc_bynd", "cc-by-nd"),
    ("by-nd", "cc-by-nd"),
    ("cc_by", "cc-by"),
    ("licenses/by", "cc-by"),
    ("cc-by", "cc-by"),
    ("licence/ogl_nc", ""),
    ("licence/ogl_rou", ""),
    ("licence/ogl_", "uk-ogl"),
    ("uk-ogl", "uk-ogl"),
    ("open-government-licence", "uk-ogl"),
)

NOT_SPECIFIED = "notspecified"
_VERSION = re.compile(r"[_/-]([1-4])[._]([05])(?!\d)")


def licence_id(uri: str | None) -> str:
    """The short id of a licence URI; the URI itself when no short id is known."""
    if not uri:
        return NOT_SPECIFIED
    low = uri.lower()
    return next((id_ for mark, id_ in _LICENCE_MARKS if mark in low), "") or uri


def licence_title(uri: str | None, label: str | None = None) -> str | None:
    """A licence's title for people: that of the list, else the publisher's words, else the URI."""
    known = LICENCES.get(licence_id(uri))
    if known is None:
        return label or uri
    version = _version(known, uri)
    return f"{known.title} {version}" if version else known.title


def licence_url(uri: str | None) -> str | None:
    """Where the licence's text is, in the version that the URI names."""
    known = LICENCES.get(licence_id(uri))
    if known is None:
        return uri
    version = _version(known, uri)
    return known.url.replace("/4.0/", f"/{version}/") if version else known.url


def _version(known: Licence, uri: str | None) -> str | None:
    """The version of a Creative Commons licence, which its short id does not tell."""
    found = _VERSION.search(uri or "")
    return f"{found[1]}.{found[2]}" if found and known.id.startswith("cc-by") else None


#: Short format → EU file-type code and IANA media type. None where the list has no such code.
_FORMATS: dict[str, tuple[str | None, str | None]] = {
    "CSV": ("CSV", "text/csv"),
    "TSV": ("TSV", "text/tab-separated-values"),
    "PARQUET": (None, "application/vnd.apache.parquet"),
    "XLS": ("XLS", "application/vnd.ms-excel"),
    "XLSX": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "ODS": ("ODS", "application/vnd.oasis.opendocument.spreadsheet"),
    "JSON": ("JSON", "application/json"),
    "GEOJSON": ("GEOJSON", "application/geo+json"),
    "XML": ("XML", "application/xml"),
    "PDF": ("PDF", "application/pdf"),
    "HTML": ("HTML", "text/html"),
    "ZIP": ("ZIP", "application/zip"),
    "SHP": ("SHP", "application/vnd.shp"),
    "GPX": (None, "application/gpx+xml"),
    "KML": ("KML", "application/vnd.google-earth.kml+xml"),
    "TXT": ("TXT", "text/plain"),
    "PNG": ("PNG", "image/png"),
    "JPEG": ("JPEG", "image/jpeg"),
}


def file_type(format_: str | None) -> str | None:
    """URI of a format in the EU file-type list."""
    code = _FORMATS.get((format_ or "").upper(), (None, None))[0]
    return f"{AUTHORITY}file-type/{code}" if code else None


def media_type(format_: str | None) -> str | None:
    """IANA media type of a format, such as text/csv."""
    return _FORMATS.get((format_ or "").upper(), (None, None))[1]


def code_of(uri: str) -> str:
    """Last part of a list URI: TRAN for …/data-theme/TRAN."""
    return uri.rstrip("/#").rsplit("/", 1)[-1]


def theme_texts(uri: str) -> Texts:
    """Labels of a theme; its code where the list does not hold it."""
    code = code_of(uri)
    return THEMES.get(code, {"fr": code})


def language_uri(code: str) -> str | None:
    """URI of an ISO 639-1 language in the EU list, whose codes are ISO 639-3."""
    from langcodes import Language

    try:
        return f"{AUTHORITY}language/{Language.get(code).to_alpha3().upper()}"
    except (LookupError, ValueError):
        return None


def schema_uri(schema_id: str, version: str | None) -> str:
    """Address of a schema's page in the French registry, schema.data.gouv.fr."""
    tail = f"{version}/" if version else ""
    return f"https://schema.data.gouv.fr/{schema_id}/{tail}"
