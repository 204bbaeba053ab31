"""Words that stand for masked data: they never look like data, and say what was there."""

#: Placeholders per language of the table.
_WORDS = {
    "fr": {
        "PERSON": "[personne]",
        "EMAIL": "[courriel]",
        "PHONE": "[téléphone]",
        "ADDRESS": "[adresse]",
        "PARCEL": "[parcelle]",
        "COORDINATES": "[coordonnées]",
        "BIRTH_DATE": "[date de naissance]",
        "NIR": "[numéro de sécurité sociale]",
        "IBAN": "[IBAN]",
        "CARD": "[carte bancaire]",
        "IP_ADDRESS": "[adresse IP]",
        "MAC_ADDRESS": "[adresse MAC]",
        "HANDLE": "[pseudonyme]",
        "LICENSE_PLATE": "[immatriculation]",
        "ID": "[identifiant]",
        "TEXT": "[masqué]",
    },
    "es": {
        "PERSON": "[persona]",
        "EMAIL": "[correo]",
        "PHONE": "[teléfono]",
        "ADDRESS": "[dirección]",
        "PARCEL": "[parcela]",
        "COORDINATES": "[coordenadas]",
        "BIRTH_DATE": "[fecha de nacimiento]",
        "NIR": "[número de seguridad social]",
        "IBAN": "[IBAN]",
        "CARD": "[tarjeta]",
        "IP_ADDRESS": "[dirección IP]",
        "MAC_ADDRESS": "[dirección MAC]",
        "HANDLE": "[seudónimo]",
        "LICENSE_PLATE": "[matrícula]",
        "ID": "[identificador]",
        "TEXT": "[oculto]",
    },
    "en": {
        "PERSON": "[person]",
        "EMAIL": "[email]",
        "PHONE": "[telephone]",
        "ADDRESS": "[address]",
        "PARCEL": "[parcel]",
        "COORDINATES": "[coordinates]",
        "BIRTH_DATE": "[date of birth]",
        "NIR": "[social security number]",
        "IBAN": "[IBAN]",
        "CARD": "[payment card]",
        "IP_ADDRESS": "[IP address]",
        "MAC_ADDRESS": "[MAC address]",
        "HANDLE": "[user name]",
        "LICENSE_PLATE": "[number plate]",
        "ID": "[identifier]",
        "TEXT": "[masked]",
    },
}
#: Kinds of finding that share a word with another.
_SAME = {
    "EMAIL_FUNCTIONAL": "EMAIL",
    "PHONE_FIXED": "PHONE",
    "PHONE_SERVICE": "PHONE",
    "ADDRESS_PUBLIC": "ADDRESS",
    "OFFICIAL": "PERSON",
}
#: Languages read by people who also read one of the above.
_NEAR = {"eu": "es", "ca": "es", "gl": "es", "pt": "es", "qu": "es"}


def placeholder(entity: str, language: str) -> str:
    """The word that stands for a masked piece of data; French where the language has none."""
    code = language.lower().split("-")[0]
    words = _WORDS.get(_NEAR.get(code, code), _WORDS["fr"])
    return words.get(_SAME.get(entity, entity), words["ID"])


#: Every placeholder of every language.
PLACEHOLDERS = frozenset(word for words in _WORDS.values() for word in words.values())
