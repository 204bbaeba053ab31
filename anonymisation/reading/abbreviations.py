"""Headers written out: "ELV_DTN" → "eleve date naissance", "NUMVOIE" → "num voie".

Business software names its columns in capitals, cut short and glued together. Only what no meaning
knows as it stands is written out.
"""

from collections.abc import Iterable
from functools import lru_cache

#: What an abbreviation stands for, in French, Spanish and in the tables of large suppliers (SAP).
_MEANT = {
    "prn": "prenom",
    "prnm": "prenom",
    "pnom": "prenom",
    "nomprn": "nom prenom",
    "nmprn": "nom prenom",
    "dtn": "date naissance",
    "dtna": "date naissance",
    "dtnais": "date naissance",
    "dtnaiss": "date naissance",
    "dnais": "date naissance",
    "dnaiss": "date naissance",
    "datn": "date naissance",
    "dnac": "fecha nacimiento",
    "fnac": "fecha nacimiento",
    "fecnac": "fecha nacimiento",
    "adr": "adresse",
    "adrs": "adresse",
    "addr": "adresse",
    "ad": "adresse",
    "domic": "domicilio",
    "direcc": "direccion",
    "stras": "adresse",
    "pstlz": "code postal",
    "ort": "ville",
    "telf": "telephone",
    "teln": "telephone",
    "tph": "telephone",
    "cel": "celular",
    "celu": "celular",
    "tlf": "telefono",
    "tlp": "telephone",
    "tfno": "telefono",
    "gsm": "gsm",
    "portb": "portable",
    "mob": "mobile",
    "smtp": "mail",
    "eml": "email",
    "courr": "courriel",
    "cta": "compte bancaire",
    "cpte": "compte bancaire",
    "bankn": "compte bancaire",
    "stk": "compte bancaire",
    "ctabancaria": "cuenta bancaria",
    "ced": "cedula",
    "stcd": "siret",
    "kunnr": "code",
    "lifnr": "code",
    "elv": "eleve",
    "elev": "eleve",
    "enf": "enfant",
    "dem": "demandeur",
    "demand": "demandeur",
    "vend": "vendeur",
    "acq": "acquereur",
    "benef": "beneficiaire",
    "bnf": "beneficiaire",
    "propr": "proprietaire",
    "proprio": "proprietaire",
    "usg": "usager",
    "adh": "adherent",
    "abo": "abonne",
    "loctr": "locataire",
    "plaig": "plaignant",
    "decl": "declarant",
    "solic": "solicitante",
    "parroq": "parroquia",
    "mpio": "municipio",
    "prov": "provincia",
    "autr": "auteur",
    "titr": "titre",
    "alloc": "allocataire",
    "lnaiss": "lieu naissance",
    "lnais": "lieu naissance",
    "sieg": "siege",
    "emplaz": "emplazamiento",
    "aut": "auteur",
    "conc": "concessionnaire",
    "concess": "concessionnaire",
    "petit": "petitionnaire",
    "repr": "representant",
    "repres": "representant",
    "signat": "signataire",
    "oec": "officier etat civil",
    "ordo": "ordonnateur",
    "exploit": "exploitant",
    "emprunt": "emprunteur",
    "dest": "destinataire",
    "fact": "facture",
    "factu": "facture",
    "cde": "commande",
    "mdt": "mandat",
    "engagt": "engagement",
    "quit": "quittance",
    "immat": "immatriculation",
    "imat": "immatriculation",
    "vehic": "immatriculation",
    "comm": "commentaire",
    "obs": "observations",
    "rmq": "remarque",
    "lib": "nom",
    "num": "num",
    "no": "num",
    "nom": "nom",
    "nm": "nom",
    "tel": "telephone",
    "port": "portable",
    "mail": "mail",
    "voie": "voie",
    "voi": "voie",
    "rue": "rue",
    "cp": "code postal",
    "ville": "ville",
    "com": "commune",
    "dt": "date",
    "dat": "date",
    "date": "date",
    "nais": "naissance",
    "naiss": "naissance",
    "adresse": "adresse",
    "prenom": "prenom",
    "pren": "prenom",
    "type": "type",
    "typ": "type",
    "id": "id",
    "code": "code",
    "cod": "code",
}
#: What means something else in Spanish, and the headers beside which it does.
_SPANISH = {
    "dir": "direccion",
    "dom": "domicilio",
    "nom": "nombre",
    "ap": "apellidos",
    "ci": "cedula",
}
_SPOKEN = frozenset(
    """cedula celular detalle denunciante solicitante apellido apellidos fecha telefono correo
    barrio parroquia colonia calle tramite observaciones observacion beneficiario titular edad
    estado tipo municipio monto importe expediente asunto motivo folio ruc curp dni nif
    """.split()  # noqa: SIM905
)
#: Abbreviations that are words of their own: written out only where they are glued to another.
_WORDS = frozenset(
    (
        "ad",
        "ort",
        "port",
        "com",
        "comm",
        "mob",
        "no",
        "vend",
        "acq",
        "abo",
        "ced",
        "cpte",
        "conc",
    )
)
#: What says nothing unless it is glued: a label may be anybody's or anything's.
_GLUED = frozenset(("lib",))
#: Letters of the shortest pieces into which a glued header comes apart.
_SHORTEST = 5
#: Headers that tell the language of the others.
_TWO = 2


@lru_cache(maxsize=4096)
def written_out(words: str) -> str:
    """Folded header words with abbreviations and glued pieces in full, numbers at their end cut."""
    parts = words.split()
    alone = len(parts) == 1
    return " ".join(_word(part.rstrip("0123456789") or part, alone=alone) for part in parts)


def in_spanish(words: str, beside: Iterable[str]) -> str:
    """Folded header words as Spanish cuts them short, where two headers beside are Spanish."""
    if words not in _SPANISH or sum(bool(_SPOKEN & set(other.split())) for other in beside) < _TWO:
        return words
    return _SPANISH[words]


def _word(word: str, *, alone: bool) -> str:
    if word in _MEANT and word not in _GLUED and not (alone and word in _WORDS):
        return _MEANT[word]
    pieces = _pieces(word) if len(word) >= _SHORTEST else ()
    return " ".join(_MEANT[piece] for piece in pieces) if pieces else word


def _pieces(word: str) -> tuple[str, ...]:
    """Two or three known abbreviations that make up a word, the longest first piece first."""
    for cut in range(len(word) - 2, 1, -1):
        head, rest = word[:cut], word[cut:]
        if head not in _MEANT:
            continue
        if rest in _MEANT:
            return head, rest
        if len(rest) >= _SHORTEST and (more := _pieces(rest)):
            return head, *more
    return ()


__all__ = ["in_spanish", "written_out"]
