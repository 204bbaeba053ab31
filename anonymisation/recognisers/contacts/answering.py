"""Who answers a line, as the words right before it tell: a private person, or a reception.

"Propriétaire averti au 09…" is that owner's own line. A switchboard's ends in 00; behind words of
keys to collect, of a landlord or a firm that was told, or of any question, it is the service's.
"""

import re

from anonymisation.reading.text import fold
from anonymisation.recognisers.contacts.duty import names_somebody, sentence

#: People who are told of something, by what they are in the matter.
_PEOPLE = (
    r"(?:(?:co-?)?proprietaires?|locataires?|sous-locataires?|voisine?s?|riveraine?s?"
    r"|plaignante?s?"
    r"|requerante?s?|demandeu(?:r|rs|se|ses)|declarante?s?|victimes?|temoins?|conducteurs?"
    r"|conductrices?|automobilistes?|cyclistes?|usagers?|usageres?|habitante?s?|occupante?s?"
    r"|administree?s?|heriti(?:er|ere)s?|maitre(?:sse)?s?|petitionnaires?|interessee?s?"
    r"|appelante?s?|beneficiaires?|abonnee?s?|allocataires?|assuree?s?|detent(?:eur|rice)"
    r"|vecin[oa]s?|inquilin[oa]s?|denunciantes?|afectad[oa]s?|perjudicad[oa]s?|testigos?"
    r"|conductora?s?|solicitantes?|interesad[oa]s?|arrendatari[oa]s?|propietari[oa]s?|duen[oa]s?"
    r"|proprietari[oa]s?|don[oa]s?|vizinh[oa]s?|condutora?|testemunhas?|requerentes?"
    r"|queixos[oa]s?"
    r"|owners?|neighbou?rs?|tenants?|complainants?|witness(?:es)?|drivers?|residents?|applicants?"
    r"|occupiers?|householders?"
    r"|eigenaars?|eigenares|buur(?:man|vrouw)|huurders?|melders?|klagers?|getuigen?|bestuurders?"
    r"|bewoners?|aanvragers?|slachtoffers?"
    r"|chu (?:xe|nha|ho|cho|tau)|nguoi (?:dan|thue|bao|gui|than)|hang xom|nan nhan"
    r"|moul(?:at)? ?(?:dar|tomobil\w*|karhba)|jar(?:a|i)?)"
)
_TOLD = (
    r"(?:joint|contacte|prevenu|avise|averti|appele|rappele|informe|alerte|joignable|retrouve"
    r"|localizad[oa]|localizable|avisad[oa]|llamad[oa]|contactad[oa]|informad[oa]|advertid[oa]"
    r"|notificad[oa]|alertad[oa]|contatad[oa]|chamad[oa]"
    r"|reached|called|contacted|notified|informed|warned|phoned"
    r"|verwittigd|gebeld|gecontacteerd|bereikt|bereikbaar|gewaarschuwd|ingelicht"
    r"|goi|lien he|bao)(?:e?s?)"
)
_BY = (
    r"(?:\W+(?:au|aux|al|ao|on|at|op|en|in|via|par|por|by|per|tel\w*|fixe|fijo|vast\w*|numero|nummer"
    r"|number|so|le|el|het|the|no)\b){0,4}\W*$"
)
_PERSON = re.compile(
    rf"\b{_PEOPLE},?(?: (?:du|de|des|d'|la|le|l'|del?|el|do|da|of|the|van|cua|\w+)){{0,3}}?"
    rf"(?: (?:a|ont|ete|est|sont|ya|fue|ha|han|sido|foi|was|were|is|been|werd|werden|da"
    rf"|duoc|bien|enfin|hier)){{0,3}} {_TOLD}{_BY}"
)
#: Who saw, suffered or complained, with the line that they give: nobody but them is reached there.
_GIVEN = re.compile(
    r"\b(?:temoins?|victimes?|plaignante?s?|requerante?s?|declarante?s?|appelante?s?|testigos?"
    r"|denunciantes?|witness|complainant|getuige|melder|klager)\s?:? [^;:!?\n]{3,75}?[,(–-]"
    r"\s?(?:tel\w*|port\w*|gsm|fixe|joignable(?: au)?|telf|tlf)\W{0,3}$"
)
#: A body that people speak of by its trade, in a sentence that names nobody.
_FIRM = re.compile(
    r"\b(?:bailleur|syndic|societe|entreprise|prestataire|gestionnaire|assureur|assurance"
    r"|mainteneur|mandataire|fournisseur|exploitant|delegataire|concessionnaire|maitre d'oeuvre"
    r"|bureau d'etudes|cabinet|sarl|sas|siret|tva|etablissement|ets|garage|constructeur|promoteur"
    r"|empresa|contratista|proveedor|aseguradora|promotora|constructora|nif|cif|ruc|sociedad"
    r"|contractor|supplier|insurer|company|landlord|managing agent|vat"
    r"|aannemer|leverancier|verzekeraar|syndicus|bedrijf|firma|btw"
    r"|empreiteiro|fornecedor|seguradora|nha thau|cong ty|nha cung cap|mst)\b"
)
_FIRM_TOLD = re.compile(
    rf"(?:\b{_TOLD}|\b(?:interlocut(?:eur|rice)|correspondante?|contact|interlocutora?|contacto"
    rf"|contactpersoon|contato))(?:\s:)?{_BY}"
)
#: What is fetched where the door is open to the public, and any question.
_COUNTER = re.compile(
    r"(?:\b(?:cles?|clefs?|badges?|cartes?|formulaires?|dossiers?|documents?|pass|llaves?|tarjetas?"
    r"|formularios?|impresos?|keys?|forms?|sleutels?|formulieren|kaarten|chaves?|cartoes"
    r"|chia khoa|ho so)"
    r"\W+(?:(?:a|para|por|to|be|te|can|kunnen|worden|sont|est|disponibles?)\W+){0,3}"
    r"(?:retir(?:er|ees?|ar)|recuperer|prendre|demander|rendre|restituer|recoger|solicitar"
    r"|devolver|collect(?:ed)?|pick(?:ed)? up|return(?:ed)?|afhalen|ophalen|af te halen|op te halen"
    r"|aanvragen|levantar|nhan)"
    r"|\b(?:toutes?|autres?|plus de|moindre|cualquier|cualquiera|mas|any|further|other|more|alle"
    r"|meer|verdere|andere|quaisquer|qualquer|mais|moi)"
    r" (?:questions?|demandes?|precisions?|details?|difficultes?|problemes?|consultas?|preguntas?"
    r"|dudas?|incidencias?|queries|query|enquiries|vragen|info|problemen|perguntas?|duvidas?"
    r"|thac mac|chi tiet))"
    rf"\W{{0,3}}(?:(?:appeler|contacter|composer|llamar|contactar|call|ring|bel|ligar|goi)\W+)?{_BY}"
)


def of_somebody_told(before: str) -> bool:
    """Whether a line is that of a private person who was told of something."""
    told = fold(before)
    return bool(_PERSON.search(told) or _GIVEN.search(told))


def of_reception(before: str, found: str) -> bool:
    """Whether a switchboard's line stands behind words of a counter, or of a firm that was told."""
    if not re.sub(r"\D", "", found).endswith("00"):
        return False
    told = fold(before)
    if _COUNTER.search(told):
        return not names_somebody(sentence(before))
    if not _FIRM_TOLD.search(told):
        return False
    said = sentence(before)
    return bool(_FIRM.search(fold(said))) and not names_somebody(said)


__all__ = ["of_reception", "of_somebody_told"]
