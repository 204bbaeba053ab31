"""Lines of duty: a mobile that goes from hand to hand, of whoever is on call tonight.

"Astreinte technique 06…", "técnico de guardia al 6…", "piket: 04…": nobody's own. Only words known
to say so may stand between the duty and the number; anything else there may be a name, and whoever
is named beside the number, before or behind, is called on their own mobile.
"""

import re
from itertools import pairwise

from anonymisation.reading.text import fold
from anonymisation.recognisers.persons.words.likeness import looks_like_person
from anonymisation.recognisers.persons.words.names import is_first_name

#: The duty itself, whoever has it.
_DUTY = (
    r"(?:astreintes?|garde (?:technique|voirie|communale|municipale|generale)"
    r"|permanences?(?: telephoniques?| techniques?)?|d'astreinte|de permanence"
    r"|numeros? d'(?:appel d')?urgence (?:du|de la|des|de l'|24|communal|municipal|technique)"
    r"|(?:portable|mobile|telephone|gsm|smartphone) (?:de (?:service|garde|permanence|fonction"
    r"|nuit|patrouille|l'equipe|la brigade|la patrouille|la regie|la police)|du service"
    r"|des (?:services|equipes|agents))"
    r"|(?:agents?|technicien(?:ne)?s?|gardiens?|equipes?|regie|cadres?|elus?|chauffeurs?"
    r"|mecaniciens?|electriciens?|plombiers?|fontainiers?|veterinaires?) (?:de garde|de service)"
    # Spanish, Portuguese
    r"|guardias?|reten|(?:de|en) turno|(?:movil|celular|telefono|telemovel) (?:de (?:servicio"
    r"|guardia|emergencias|urgencias|turno|piquete|servico)|del servicio|institucional"
    r"|corporativo)|piquete|de plantao|prevencao"
    # English
    r"|on[- ]call(?: (?:phone|mobile|officer|engineer|technician|team|rota|manager"
    r"|number|line))?|(?:on[- ])?duty (?:phone|officer|mobile|engineer|technician|team|manager"
    r"|number|line|desk)|out[- ]of[- ]hours(?: (?:phone|mobile|number|line|team|service))?"
    r"|standby (?:phone|mobile|team|engineer|number)"
    # Dutch
    r"|(?:wacht|piket|permanentie|nood|storings)dienst|piket|permanentie|(?:van|met) wacht"
    r"|van piket|wacht(?:gsm|telefoon|nummer)|dienst[- ]?(?:gsm|telefoon|mobiel)|storingsnummer"
    # Vietnamese, Arabic in Latin letters
    r"|(?:so|dien thoai|to|can bo|nhan vien|nguoi|bo phan) truc(?: ban)?|truc ban|ca truc"
    r"|m(?:o|ou)dawama|(?:fariq|raqm) al ?m(?:o|ou)?nawaba)"
)
#: What a duty is of, when, and how it is reached: words that are nobody's name.
_OF = (
    r"(?:techniques?|du|de|des|d|la|le|les|l|et|en|a|au|aux|est|par|pour|ou|telephon(?:e|iques?)"
    r"|tel|tph|portable|mobile|gsm|numero|num|n[°o]?|ligne|joignable|contact|appeler|composer"
    r"|services?|regie|mairie|ville|commune|communale?|municipale?s?|communautaire|agglo"
    r"|agglomeration|metropole|departement\w*|intercommunale?|syndicat|police|pm|etat|civil"
    r"|decision|decisionnelle|exploitation|securite|generale?|ccas|sociale?|funeraire|hivernale?"
    r"|neige|deneigement|viabilite|voirie|voie publique|eaux?|potable|assainissement|pluvial\w*"
    r"|batiments?|eclairage|public|proprete|espaces|verts|dechets|collecte|fourriere|animale?"
    r"|informatique|reseaux?|signalisation|patrimoine|logement|ascenseurs?|chauffage|chaufferie"
    r"|gaz|electrique|electricite|piscine|stade|sport|jour|nuit|soir|week-?end|w-?e|semaine|ferie"
    r"|jours|feries|24h?|24/24|7j?/7|7/7|h"
    r"|tecnic[oa]s?|del|las?|los|el|al|y|de|municipal(?:es)?|agua|aguas|alumbrado|limpieza|obras"
    r"|vias|movilidad|noche|fin|semana|servicio|servicos?|social(?:es)?|ayuntamiento|alcaldia"
    r"|telefono|telefone|movil|telemovel|celular|numero|nro|llamar|localizable|camara|noite|do|da"
    r"|technical|service|team|council|highways|water|housing|night|evening|weekend|phone|number"
    r"|call|on|is|the|of|for|at|line|contact"
    r"|joint|contacte|prevenu|appele|rappele|avise|averti|avisad[oa]|llamad[oa]|contactad[oa]"
    r"|localizad[oa]|reached|called|contacted|gebeld|verwittigd|gecontacteerd|bereikt"
    r"|rioleringe?n?|verlichting|wegenis|gebouwen|ict|netheid|milieu|begraafplaats(?:en)?"
    r"|saneamiento|basuras|jardines|edificios|mantenimiento|incidencias|emergencias|municipio"
    r"|technische|\w{0,9}dienst(?:en)?|van|het|stad|gemeente|wegen|groen|nacht|weekend|nummer|telefoon|bellen"
    r"|naar|op|bereikbaar|via"
    r"|so|may|dien|thoai|dt|sdt|ky|thuat|dem|phuong|xa|quan|ubnd|cua|la|goi)"
)
_ON_DUTY = re.compile(rf"(?<![\w\-]){_DUTY}(?:[\s,:;.()'’/\-–—]{{1,3}}{_OF}(?!\w)){{0,6}}\W*$")
#: A crew that has no name, right before how it was reached.
_CREW = re.compile(
    r"(?<![\w\-])(?:technicien(?:ne)?s?|equipes?|brigades?|patrouilles?|regie|depanneurs?"
    r"|mainteneurs?|exploitant|services? techniques?|standardiste"
    r"|tecnicos?|equipo|brigada|patrulla|cuadrilla|equipa|patrulha|piquete"
    r"|technicians?|engineers?|crew|repair team|patrol"
    r"|techniekers?|technici|monteur|ploeg|patrouille|wegendienst"
    r"|ky thuat vien|doi ky thuat|to ky thuat|tho ky thuat)"
    r"(?: (?:techniques?|de (?:nuit|jour|secteur|maintenance|proximite|service)|municipale?s?"
    r"|communale?s?|mobiles?|locale?s?|nocturn[ae]|diurn[ao]|municipal(?:es)?|de noche"
    r"|van dienst|night|a|ont|ete|est|sont|ya|fue|ha|han|sido|was|were|is|werd|werden|wordt|da"
    r"|duoc)){0,4}"
    r" (?:joint|joignable|contacte|prevenu|appele|rappele|avise|averti|alerte|informe|localizad[oa]"
    r"|localizable|avisad[oa]|llamad[oa]|contactad[oa]|contatad[oa]|chamad[oa]|alertad[oa]|reached"
    r"|called|contacted|notified|gebeld|verwittigd|gecontacteerd|bereikt|bereikbaar|goi|lien he)"
    r"(?:e?s?)\W*(?:(?:au|aux|al|ao|on|at|op|via|par|por|tel\w*|numero|nummer|so)\W+){0,3}$"
)
#: Where a sentence ends.
_SENTENCE = re.compile(
    r"(?<=[\w)\]»][\w)\]»])(?<!Mr)(?<!Ms)(?<!MM)(?<!Sr)(?<!Dr)(?<!Sra)(?<!Mme)(?<!Mrs)(?<!Dhr)"
    r"[.!?;]\s+(?=\S)|\n"
)
#: A title before a name, in whatever letters.
_TITLE = re.compile(
    r"(?<!\w)(?:m\.|mm?\.|mr\.?|mrs\.?|ms\.?|mme|mlle|monsieur|madame|sr\.?|sra\.?|srta\.?|don|dona"
    r"|dhr\.?|mevr\.?|mevrouw|meneer|ong|ba|anh|chi|si|lalla)\s+[a-z]{2,}"
)
#: Capitalised words; one of two capitals is a short for something ("HS").
_CAPITALISED = re.compile(
    r"(?<!\w)(?![A-Z]{2}\b)[A-ZÀ-Ý][\w'’\-]+"
    r"(?: (?:(?:de|del|la|el|van|den|ben|da|dos) )?(?![A-Z]{2}\b)[A-ZÀ-Ý][\w'’\-]+){1,3}"
)
#: Somebody's own, or a relative's: a husband on call is called on his own mobile.
_OWN = re.compile(
    r"\b(?:mon|ma|mes|son|sa|leur|mari|femme|epou(?:x|se)|conjointe?|pere|mere|papa|maman|fils"
    r"|fille|frere|soeur|mi|mis|su|marido|mujer|espos[oa]|padre|madre|hij[oa]|meu|minha|seu|sua"
    r"|pai|mae|my|his|her|their|husband|wife|father|mother|son|daughter|carer|mijn|zijn|haar"
    r"|vrouw|man|echtgeno\w+|vader|moeder|zoon|dochter|vo|chong|bo|me|con trai|con gai)\b"
)
#: Whom a name behind a number tells: "(Karim)", ", M. Roux", "- Nina Vardon".
_BEHIND = re.compile(r"[)\]]?[ ,;:(/\-–—]{1,4}(?P<name>[^\W\d_][^,;()\d]{1,40})")


def of_duty(before: str, after: str = "") -> bool:
    """Whether a telephone is that of whoever is on duty, and nobody is named beside it."""
    told = fold(before)
    if not (_ON_DUTY.search(told) or _CREW.search(told)):
        return False
    return not (names_somebody(sentence(before)) or _named_behind(after))


def sentence(before: str) -> str:
    """What the sentence of a number says before it."""
    return _SENTENCE.split(before)[-1]


def names_somebody(said: str) -> bool:
    """Whether a sentence up to a number names somebody, or tells whose relative they are."""
    folded = fold(said)
    if _TITLE.search(folded) or _OWN.search(folded):
        return True
    if any(looks_like_person(one.group()) for one in _CAPITALISED.finditer(said)):
        return True
    words = re.findall(r"[^\W\d_][\w'’\-]+", said)
    low = said.islower() or said.isupper()
    return low and any(looks_like_person(f"{one} {two}") for one, two in pairwise(words))


def _named_behind(after: str) -> bool:
    """Whether what follows a number in its sentence begins with a person's name."""
    found = _BEHIND.match(after)
    if found is None:
        return False
    name = found["name"].strip()
    first = re.split(r"[\s\-]", name)[0]
    alone = first[:1].isupper() and is_first_name(fold(first))
    return alone or bool(_TITLE.match(fold(name))) or looks_like_person(name)


__all__ = ["names_somebody", "of_duty", "sentence"]
