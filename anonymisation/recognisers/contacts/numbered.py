"""What is numbered without being a telephone: papers, orders, things, sums of money.

The words that stand before such a number, in the languages of the partner cities, and the headers
of columns of them.
"""

import re

from stdnum.be import vat

#: Papers and things that bear a number of their own, folded.
_THINGS = (
    # French
    r"dossiers?|refs?|references?|contrats?|marches?|codes?|commandes?|factures?|devis|quittances?"
    r"|recus?|recepisses?|titres?|decisions?|arretes?|deliberations?|bordereaux?|mandats?|tickets?"
    r"|bons?|fiches?|registres?|certificats?|licences?|autorisations?|avenants?|assurances?"
    r"|conventions?|sinistres?|compteurs?|bornes?|armoires?|poteaux?|candelabres?|raccordements?"
    r"|branchements?|lots?|parcelles?|concessions?|articles?|series?|modeles?|chassis|colis"
    r"|cheques?|virements?|transactions?|engagements?|ecritures?|matricules?|identifiants?|ids?|uid"
    r"|immobilisations?|inventaires?|cotes?|proces[- ]verbal|proces[- ]verbaux|pv|agrements?"
    r"|bulletins?|recommandes?|imputations?|acomptes?|(?<!cas d')alarmes?|capteurs?|badges?"
    r"|plombs?|scelles?|plis?|proformas?|polices?|extincteurs?|conteneurs?|vignettes?"
    r"|laissez-passer|attestations?|redevances?|amendes?|contraventions?|jugements?|ordonnances?"
    r"|liasses?|requetes?|bacs?|poubelles?|bennes?|procedures?"
    r"|(?<=n°d')ordres?|(?<=n° d')ordres?|(?<=numero d')ordres?"
    r"|siren|siret|ninea|ruc|rc|ice|ean|isbn|issn|gtin|pdl|pce|prm|rae"
    # Spanish, Portuguese
    r"|expedientes?|exp|facturas?|faturas?|recibos?|contratos?|pedidos?|folios?|orden(?:es)?"
    r"|tramites?|resolucion(?:es)?|oficios?|decretos?|polizas?|apolices?|albaran(?:es)?"
    r"|presupuestos?|boletas?|comprobantes?|guias?|contador(?:es)?|medidor(?:es)?|cuentas?"
    r"|referencias?|codigos?|claves?|partidas?|lotes?|predios?|justificantes?|talon(?:es)?"
    r"|processos?|encomendas?|protocolos?|despachos?"
    r"|partes?|sellos?|precintos?|actas?|vales?|licencias?|permisos?|certificados?|planillas?"
    r"|remitos?|cheques?|liquidacion(?:es)?|requisicion(?:es)?|selos?|licencas?|alvaras?"
    # English, Dutch
    r"|files?|cases?|orders?|receipts?|invoices?|contracts?|permits?|batch|items?|serial|policy"
    r"|claims?|docket|vouchers?|tracking|factuur|bestel(?:ling|bon)|ontvangstbewijs|kwitantie"
    r"|besluit|vergunning|kenmerk|referentie|volgnummer|polis"
    r"|seals?|quotes?|quotation|warrants?|certificates?|work order|job no|purchase order"
    r"|offerte|werkbon|leveringsbon|zegel|aanvraagnummer|dossiernummer|attest"
    # Vietnamese, Arabic in Latin letters
    r"|ho so|ma so|ma ho so|ma don|hoa don|bien lai|bien nhan|cong van|quyet dinh|van ban|hop dong"
    r"|bien ban|niem phong|lenh|phieu|don hang|giay phep|to trinh|chung tu|milaff?"
    r"|malaff?|qarar|fatoura|wasl"
)
#: Sums and sizes.
_SUMS = (
    r"montants?|budgets?|total|cout|prix|population|superficie|surface|somme|importe|presupuesto"
    r"|valor|monto"
)
#: What may stand between such a word and the number: "contrat d'entretien n°", "bon de commande".
_BETWEEN = (
    r"n[°o]?|n\.o|nos?|nr[oa]?|num\w*|s[o0]|de|du|des|d|la|le|l|del|el|est|es|is|sous|fiscal|clients?"
    r"|clientes?|entretien|maintenance|location|service|travail|travaux|prefecture|recettes?"
    r"|paiement|livraison|achat|scolaire|habitation|interne|externe|unique|annuel|cadre"
    r"|envoi|remise|transport|liaison|intervention|sortie|entree"
    r"|leasing|fourniture|nettoyage|prestations?|abonnement|electricite|gaz|energie"
    r"|mantenimiento|compra|pago|servicio|interno|ingreso|obra|urbanistico"
    rf"|onderhoud|{_THINGS}"
)
#: Whose file it is, without a name: "dossier famille 06…" numbers the file.
_WHOSE = r"familles?|foyers?"
_NAMED = re.compile(rf"\b(?:{_THINGS}|{_SUMS})\b\W*(?:(?:{_BETWEEN}|{_WHOSE})\b\W*){{0,3}}$")
#: What opens with a number of its own.
_LOCKS = (
    r"(?:cadenas|digicodes?|coffres?(?:[- ]forts?)?|serrures?|combinaisons?|candados?|cerraduras?"
    r"|padlocks?|combination|hangslot(?:en)?|cijferslot|cadeados?|fechaduras?|giltzarrapo\w*|o khoa"
    r"|qofl)"
)
#: The same right before, with no more than a sign between: "Réf. : 06 12 34 56 78". Behind a
#: contract people note whom to call.
_CALLED_SO = re.compile(
    rf"\b(?!contrats?\b)(?:{_THINGS}|{_LOCKS}|actes?|referes?|cameras?)\b[ .:°]{{0,3}}"
    rf"(?:(?:{_BETWEEN})\b[ .:°']{{0,3}}){{0,3}}[:(#]?\s?$"
)
#: Before a letter that parts a number from the word for what it numbers: "contrat C-0612…".
_LETTERED = re.compile(
    rf"(?:\b(?:{_THINGS})\b[ .:°]{{0,3}}"
    rf"(?:(?:{_BETWEEN}|edf|enedis|grdf|gaz)\b[ .:°']{{0,3}}){{0,3}}"
    r"|(?<!\w)n[°o] ?)$"
)
#: "n° 0612345678": a number, of what it does not say.
_SIGN = re.compile(r"(?:(?<!\w)n°|(?<!\w)#)\W*$")
#: Words of telephones anywhere before.
_LINE = re.compile(
    r"\b(?:tel\w*|portable|mobile|mob|gsm|phone|movil|celular|cel|fixe|fax|sms|whatsapp|ligne"
    r"|appel\w*"
    r"|joign\w*|joindre|rappel\w*|contact\w*|llam\w*|bel(?:len)?|lien he|sdt)\b"
)
#: Where a sentence ends: what the one before says is of another number.
_SENTENCE = re.compile(r"[^\W\d_]{3,}[.!?;]\s+(?=[^\W\d_])")
#: Words of telephones before that sign.
_DIALLED = re.compile(
    r"\b(?:tel\w*|portable|mobile|mob|gsm|phone|movil|celular|cel|fixe|fax|sms|whatsapp|ligne"
    r"|appel\w*|joign\w*|joindre|rappel\w*|contact\w*|llam\w*|mon|son|notre|mi|su|au|al)"
    r"\b[^.;!?]{0,14}$"
)
#: Register numbers of bodies that look like a telephone with its first 0.
_REGISTER = re.compile(
    r"\b(?:bce|kbo|tva|btw|vat|ondernemingsnummer|numero d'entreprise|n entreprise|mst"
    r"|ma so thue)\W*"
    r"(?:(?:be|n[°o]?|num\w*)\W*)?$"
)
_UNIT = re.compile(
    r"(?i)\s?(?:€|\$|%|m²|m2\b|ha\b|hab|km|kg|kwh|tonnes|euros?\b|f?cfa\b|xof\b|dt\b|tnd\b|dh\b"
    r"|mad\b|"
    r"dirham|dinar|usd\b|d[oó]lar|mxn\b|pesos|vnd\b|đ)"
)
#: Headers of columns of such numbers; a column of sentences is seldom called so.
CODES = re.compile(
    r"\b(?:siren|siret|entreprise|ondernemingsnummer|bce|kbo|tva|btw|vat|ruc|rc|ice|ninea|mst"
    r"|ma so thue|cif|isbn|ean|gtin|code|codigo|montant|importe|budget|marche|dossier"
    r"|expediente|fact(?:ures?|uras?)?|contrat|permis|arrete|insee|parcelle|refs?|references?"
    r"|referencias?|referentie|kenmerk|compteur|serie|modele|quittances?|recepisses?|recus?"
    r"|recibos?|folios?|comprobantes?|receipts?|invoices?|kwitantie|ontvangstbewijs|factuur"
    r"|bordereaux?|albaran|boletas?|pedidos?|commandes?|matricules?|imputation|bien lai|bien nhan"
    r"|hoa don|hop dong|so van ban|cong van|so quyet dinh|ma ho so|so ho so"
    r"|(?:no|n|num|nro|numero|number|nr)(?: (?:de|d|du|la|el))? (?:orden|ordre|order|serie|titre"
    r"|tramite|oficio|decision|dossier|acte|acta|mandat|poliza|police|contrat|marche|bon|ticket"
    r"|piece|compte|cuenta)|uid|uuid)\b"
    r"|^(?!(?:titres?|articles?|items?|files?|cases?|decisions?|deliberations?|conventions?|ids?"
    r"|actas?|partes?|resolucion(?:es)?|oficios?|concessions?|assurances?|alarmes?|ho so|van ban"
    r"|cotes?|fiches?|tickets?|registres?|plis?|tramites?|despachos?)$)"
    rf"(?:(?:n|no|nos|num|numero|nro|nr)(?: (?:de|du|d|del|la|le|el))? )?(?:{_THINGS})$"
)


#: What is put into a file, and right behind it the number of who sent it.
_FILED = re.compile(
    r"(?<!\w)(?:vers|joind|joint|ajout|annex|class|transmis|mis|range|archiv|adjunt|anad|toegevoegd)"
    r"[a-z]*(?: [a-z]+){0,3}? (?:aux?|dans (?:le|son|votre)|a (?:son|votre|mon)|al|aan het) "
    r"(?:dossiers?|registres?|proces-verbal|pv|expediente) ?[(,–—-]\s?$"
)


def numbered(before: str) -> bool:
    """Whether folded words before a number say that it counts or names something else."""
    if _FILED.search(before):
        return False
    if _NAMED.search(before):
        return True
    sign = _SIGN.search(before)
    return sign is not None and not _DIALLED.search(before[: sign.start()])


def called_so(before: str) -> bool:
    """Whether folded words right before digits name a paper or a thing, however they are parted."""
    if not _CALLED_SO.search(before) or _FILED.search(before):
        return False
    return not _LINE.search(_SENTENCE.split(before)[-1])


def lettered(before: str) -> bool:
    """Whether folded words right before one letter and a hyphen name a paper or a thing."""
    return bool(_LETTERED.search(before))


def registered(before: str) -> bool:
    """Whether folded words before a number make it a body's in a register."""
    return bool(_REGISTER.search(before))


#: A Belgian enterprise number as registers print it.
_ENTERPRISE = re.compile(r"[01]\d{3}\.\d{3}\.\d{3}")


def enterprise(found: str) -> bool:
    """Whether digits are a Belgian enterprise's, by its points and its key: no mobile has both."""
    return bool(_ENTERPRISE.fullmatch(found)) and bool(vat.is_valid(found))


def measured(text: str, end: int) -> bool:
    """Whether a unit follows a number."""
    return bool(_UNIT.match(text, end))


__all__ = [
    "CODES",
    "called_so",
    "enterprise",
    "lettered",
    "measured",
    "numbered",
    "registered",
]
