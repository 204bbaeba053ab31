"""Whose a landline is, by the words around it: a service's, or somebody's own."""

import re

from anonymisation.reading.text import fold
from anonymisation.recognisers.contacts.mailboxes import functional
from anonymisation.recognisers.persons.words.likeness import looks_like_person

_OFFICE = re.compile(
    r"\b(?:mairie|hotel de ville|standard|accueil|secretariat|services?|guichet|bureau|agence"
    r"|office"
    r"|ecole|creche|bibliotheque|mediatheque|piscine|musee|police|pompiers|ccas|prefecture"
    r"|sous prefecture"
    r"|direction|ayuntamiento|oficina|centralita|alcaldia|municipio|recepcion|informacion|udala"
    r"|commune"
    r"|maison communale|gemeente|stadhuis|numero vert|allo|permanence|urgence|astreinte|ubnd"
    r"|van phong"
    r"|hopital|clinique|dispensaire|centre|centro|siege|societe|entreprise|sarl"
    r"|syndicats?|regie|comite|federation|communaute|metropole|departement|region|conseil"
    r"|tribunal|tresorerie|caf|cpam|france travail|mission locale|chambre|notariale?|assurances?"
    r"|banque|bailleur|delegataire|concessionnaire|fournisseur|prestataire|sindicato|consorcio"
    r"|mancomunidad|juzgado|federacion|empresa|proveedor|banco|council|company|supplier|court"
    r"|bedrijf|leverancier|rechtbank|cong ty)\b"
)
_HOME = re.compile(r"\b(?:domicile|perso\w*|personnel|prive|particulier|casa|chez)\b")
#: Words before a landline that make it somebody's: who calls, who lost a cat.
_WHOSE = re.compile(
    r"\b(?:caller|appelante?|recompense|conjointe?|mon (?:num\w*|tel\w*|fixe)|(?:me"
    r"|nous) (?:joindre"
    r"|rappeler|contacter|appeler)|je suis joignable"
    r"|(?:mi|meu|mijn|mon|nire) (?:telefono|numero|fijo|n\.?[o°]|num\.?"
    r"|tel\.?|telefoon|nummer|zenbakia)"
    r"|my (?:phone|number)|(?:sms|textos?|messages? vocal|messages? vocaux) (?:\w+ )?(?:envoyes?"
    r"|laisses?|enviado|sent|left)"
    r"|(?:sms|texto|appels? manques?|missed calls?)(?: (?:recus?|du|from))?"
    r"|maman|papa|mamie|papy|papi|mama|abuel[oa]|mum|mom|dad|granny|oma|opa"
    r"|(?:proprietaire|duen[oa]|propietari[oa]|owner|eigenaar|eigenares|don[oa])"
    r" (?:joint|contacte|prevenu|avise|joignable|localizad|avisad|contactad|reached|called|gebeld)"
    r"(?:e?s?|[oa])|(?:etiquettes?|collier|medaille|label|tag|collar|halsband|placa)"
    r"(?: (?:tel\w*|avec|con|with|met))?)"
    r"\W*(?:(?:au|al|on|to|a|est|es|is|el|le|o|da)\W+){0,2}$"
)
#: And words behind: when they are in, whose relative they are.
_WHEN = re.compile(r"\s?[,(]?\s?(?:apres|avant|a partir de|vers) \d{1,2} ?h")
_KIN_BEHIND = re.compile(
    r"\)?,? ?\(?(?:(?:son|sa|le|la) )?(?:conjointe?|epou(?:x|se)|mari|mere|pere|fille|fils"
    r"|soeur|frere|grands?-(?:mere|pere)s?)\b"
)


#: What a counter's line is given for: to ask, to book, to complain.
_ASKED = re.compile(
    r"\b(?:infos?|informations?|renseignements?|se renseigner|reservations?|reserver|inscriptions?"
    r"|billetterie|rendez-vous|rdv|ouverture|horaires?|reclamations?|dudas?|informacion|informes"
    r"|consultas?|aclaraciones|reservas?|inscripcion(?:es)?|citas?|cita previa|quejas?|reclamos?"
    r"|taquilla|sugerencias|horarios?|enquir(?:y|ies)|inquiries|bookings?|opening hours|box office"
    r"|inlichtingen|informatie|reservaties?|reserveren|inschrijving(?:en)?|afspraak|afspraken"
    r"|klachten|argibideak|informazioa|informacoes|duvidas|marcacoes|thong tin|duong day nong"
    r"|hotline|istilamat|maaloumat|renseignez-vous|signal(?:ee?s?|er|ements?)|signalez"
    r"|reporter|gemeld|verwittigd|melden|tong dai|goi tong dai|composer|composez|quay so"
    r"|standard|centralita|centrale|switchboard|serveur vocal|fois que j ?'?appelle"
    r"|(?:ou|et|o|y|or|of) (?:par|por|by|per) (?:telephone|tel\.?|telefono|phone|telefoon))"
    r"\s?(?:et (?:inscriptions?|reservations?))?\W{0,3}"
    r"(?:(?:aux?|al?|en el|en|op|at|on|ao|par|por|via|bij|aan|het|le|el|tel\w*|numero|nummer"
    r"|sature|occupe|o|so)\W{1,3}){0,3}$"
)
#: What stands between a mailbox and the telephone of the same counter.
_MAIL_BEFORE = re.compile(
    r"(?P<mail>[\w.+\-]+@[\w.\-]+\w)\W{0,3}(?:(?:ou|o|u|of|or|y|et|e|en|and|hoac|edo|au|al|bien"
    r"|par|por|tel\w*|telephone|via|no|ao|les?|el|het|lo|composer|appeler|llamando|llamar|marcar"
    r"|bellen|naar|goi|call(?:ing)?|so)\W{1,3}){0,4}$"
)
_MAIL_AFTER = re.compile(
    r"\W{0,3}(?:(?:ou|o|u|of|or|y|et|e|en|and|hoac|edo|bien|par|por|via|a|mail|email|courriel"
    r"|correo)\W{1,3}){0,3}(?P<mail>[\w.+\-]+@[\w.\-]+\w)"
)


def beside_a_counter(before: str, after: str) -> bool:
    """Whether a line is given to the public: after words of asking, or beside a service's mailbox.

    A private person gives a mailbox of their own beside their number.
    """
    told = fold(before)
    if _ASKED.search(told):
        return True
    mails = (_MAIL_BEFORE.search(told), _MAIL_AFTER.match(fold(after)))
    return any(mail is not None and functional(mail["mail"]) for mail in mails)


#: Capitalised words right before a number, and what parts them from it.
_NAME = re.compile(
    r"(?P<name>[A-ZÀ-Ý][^\W\d_]*[.]?(?:[ '\-](?:(?:de|del|la|el|van|den|ben|da|dos) )?"
    r"[A-ZÀ-Ý][\w'\-]*\.?){1,4})(?P<gap>\s?[,;:(/–—\-]?\s?\(?)$"
)


def behind_a_name(before: str) -> bool:
    """Whether a number stands right behind a person's name: nothing else is given there."""
    found = _NAME.search(before)
    return found is not None and bool(found["gap"]) and looks_like_person(found["name"])


#: A new sentence on whom to reach: what the one before speaks of is no longer the matter.
_REACHED = re.compile(
    r"[.!?;]\s+(?:(?:re)?joindre|joignable|(?:r|re)?appeler|contacter|recontacter|llamar(?:le|la)?"
    r"|localizable|contactar|terugbellen|bereikbaar|bellen|call back|reachable)\b(?:\s\w{2,3})?\W*$"
)


def line_of(before: str, after: str) -> str | None:
    """The entity type of a landline between folded words; None when they do not tell."""
    if _KIN_BEHIND.match(after):
        return "PHONE"
    if _REACHED.search(before):
        return None
    said = before.rpartition(",")[2]
    office = _OFFICE.search(said if any(map(str.isalpha, said)) else before)
    if office and not _HOME.search(before):
        return "PHONE_SERVICE"
    return "PHONE" if _WHOSE.search(before) or _WHEN.match(after) else None


__all__ = ["behind_a_name", "beside_a_counter", "line_of"]
