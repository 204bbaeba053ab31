"""What replaces personal data: typed words in the table's language, years, areas, grids."""

import re
from collections.abc import Callable

#: Placeholders; they never look like data, and say what was there.
_WORDS = {
    "fr": {
        "PERSON": "[personne]",
        "EMAIL": "[courriel]",
        "PHONE": "[téléphone]",
        "ADDRESS": "[adresse]",
        "BIRTH_DATE": "[date de naissance]",
        "NIR": "[numéro de sécurité sociale]",
        "IBAN": "[IBAN]",
        "CARD": "[carte bancaire]",
        "IP_ADDRESS": "[adresse IP]",
        "LICENSE_PLATE": "[immatriculation]",
        "ID": "[identifiant]",
        "TEXT": "[masqué]",
    },
    "es": {
        "PERSON": "[persona]",
        "EMAIL": "[correo]",
        "PHONE": "[teléfono]",
        "ADDRESS": "[dirección]",
        "BIRTH_DATE": "[fecha de nacimiento]",
        "NIR": "[número de seguridad social]",
        "IBAN": "[IBAN]",
        "CARD": "[tarjeta]",
        "IP_ADDRESS": "[dirección IP]",
        "LICENSE_PLATE": "[matrícula]",
        "ID": "[identificador]",
        "TEXT": "[oculto]",
    },
    "en": {
        "PERSON": "[person]",
        "EMAIL": "[email]",
        "PHONE": "[telephone]",
        "ADDRESS": "[address]",
        "BIRTH_DATE": "[date of birth]",
        "NIR": "[social security number]",
        "IBAN": "[IBAN]",
        "CARD": "[payment card]",
        "IP_ADDRESS": "[IP address]",
        "LICENSE_PLATE": "[number plate]",
        "ID": "[identifier]",
        "TEXT": "[masked]",
    },
}
_SAME = {
    "EMAIL_FUNCTIONAL": "EMAIL",
    "PHONE_FIXED": "PHONE",
    "PHONE_SERVICE": "PHONE",
    "ADDRESS_PUBLIC": "ADDRESS",
    "OFFICIAL": "PERSON",
}


def placeholder(entity: str, language: str) -> str:
    """The word that stands for a masked piece of data; French where the language has none."""
    words = _WORDS.get(language, _WORDS["fr"])
    return words.get(_SAME.get(entity, entity), words["ID"])


_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d{2}(?!\d)")
_RUN_YEAR = re.compile(r"^\s*((?:19|20)\d{2})\d{4}\s*$")


def year(value: str) -> str:
    """The year of a date, empty when it has none in full."""
    found = _YEAR.search(value) or _RUN_YEAR.match(value)
    return (found.group(1) if found.lastindex else found.group()) if found else ""


_POSTCODE = re.compile(r"(?<!\d)(?:[A-Z]{1,2}-)?\d{4,5}\s+[^\d,;]{2,40}$")
_LAST = re.compile(r",\s*([^\d,;]{2,40})$")


def area(value: str, mask: str) -> str:
    """Postcode and town of an address where it ends with them, else its placeholder."""
    found = _POSTCODE.search(value.strip())
    if found and found.start() > 0:
        return f"{mask}, {found.group().strip()}"
    town = _LAST.search(value.strip())
    if town and re.search(r"\d", value[: value.rfind(",")]):
        return f"{mask}, {town.group(1).strip()}"
    return mask


_DECIMALS = re.compile(r"(-?\d+)([.,])(\d{2})\d+")


def grid(value: str) -> str:
    """Coordinates cut to two decimals: about one kilometre in degrees (WGS 84)."""
    return _DECIMALS.sub(r"\1\2\3", value)


#: Columns of cells whose whole content is replaced, by action.
GENERALISE: dict[str, Callable[[str], str]] = {"year": year, "grid": grid}
