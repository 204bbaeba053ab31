"""Whose a landline is, by the words around it: a service's, or somebody's own."""

import re

from anonymisation.reading.text import fold
from anonymisation.recognisers.contacts.counters import of_a_counter, opened
from anonymisation.recognisers.contacts.duty import names_somebody, sentence
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
    r"|cnfpt|greta|afpa|cdg|urssaf|dgfip|perception|percept(?:eur|rice)|impots|cadastre"
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
    r"|(?:tel\w*|port\w*|gsm|fixe|num\w*|n°) (?:(?:de|du|d'|son|sa|l'|la|le) ?){0,3}"
    r"(?:epou(?:x|se)|conjointe?|mari|femme|compagne|compagnon|mere|pere|fil(?:s|le)|soeur"
    r"|frere|voisine?|veu(?:f|ve)|espos[oa]|marido|mujer|hij[oa]|wife|husband|echtgeno(?:ot|te))"
    r"|maman|papa|mamie|papy|papi|mama|abuel[oa]|mum|mom|dad|granny|oma|opa"
    r"|(?:maman|papa|mere|pere|parents?|famille|mama|madre|padre|familia|mother|father|moeder|vader"
    r"|conjointe?|epou(?:x|se)|mari|espos[oa]|fils|fille|hij[oa]) (?:a ete |ont ete |est )?"
    r"(?:joint|contacte|prevenu|avise|appele|rappele|joignable|alerte|avisad|llamad|contactad"
    r"|reached|called|gebeld|verwittigd)(?:e?s?|[oa]s?)"
    r"|(?:proprietaire|duen[oa]|propietari[oa]|owner|eigenaar|eigenares|don[oa])"
    r" (?:joint|contacte|prevenu|avise|joignable|localizad|avisad|contactad|reached|called|gebeld)"
    r"(?:e?s?|[oa])|(?:etiquettes?|collier|medaille|label|tag|collar|halsband|placa)"
    r"(?: (?:tel\w*|avec|con|with|met))?)"
    r"\W*(?:(?:au|al|on|to|a|est|es|is|el|le|o|da)\W+){0,2}$"
)
#: Right before a line: to whom a message went, who waits to be called back.
_SENT = re.compile(
    r"\b(?:(?:sms|textos?|mms|whatsapp|messages?(?: vocal| vocaux)?|mensajes?|recados?|tin nhan)"
    r" (?:(?:de|d'|has|a) )?(?:\w+ )?(?:envoyes?|laisses?|transmis|expedies?|enviad[oa]s?"
    r"|dejad[oa]s?|sent|left"
    r"|verstuurd|verzonden|achtergelaten|enviat|deixad[oa]|gui)"
    r"|(?:dejo|deja|dejaron|laisse|laissant|left|leaves|deixou|donne|donnant|gave|dio|da|liet|laat)"
    r" (?:(?:el|su|un|le|son|un|his|her|their|o|seu|zijn|haar) )?(?:n(?:ume)?ro\.?|num\.?"
    r"|numero|number|nummer|telefono|telephone"
    r"|telefone|telefoon|portable|movil|celular)"
    r"|(?:rappels? a (?:faire|passer)"
    r"|r(?:e)?appel(?:er|ez|le)|call(?:ing)? (?:me |him |her |us )?back|terugbellen|bel terug"
    r"|devolver(?:le)? la llamada|devuelvan(?:me)? la llamada|ligar de volta|tornar la trucada"
    r"|goi lai)"
    r"(?:[ -](?:moi|nous|le|la|les|svp|s\.v\.p\.?|stp|s'il vous plait|s v p|merci|urgent\w*"
    r"|vite|por favor|please"
    r"|a\.u\.b\.?|aub|rapidement|d'urgence|asap)){0,3})"
    r"\W*(?:(?:au|al|on|to|a|est|es|is|el|le|o|da|op|sur|so|numero|num|nro|no|n)\W+){0,3}$"
)
#: A department that was told of something, right before its line.
_TOLD = re.compile(
    r"\b(?:voirie|proprete|eclairage(?: public)?|espaces verts|urbanisme|etat civil"
    r"|assainissement|eaux?"
    r"|dechets|collecte|fourriere|equipe(?: de nuit| technique)?|brigade|patrouille"
    r"|bailleur(?: social)?"
    r"|prestataire|delegataire|concessionnaire|exploitant|gestionnaire|enedis|grdf|alumbrado|limpieza"
    r"|aseo|brigada|patrulla|equipo|wegendienst|groendienst|ploeg|limpeza|iluminacao|doi ve sinh)"
    r"(?: (?:a|ont|ete|a ete|est|ya|fue|ha sido|werd))* (?:prevenue?s?|avisee?s?|saisie?s?"
    r"|contactee?s?"
    r"|alertee?s?|informee?s?|appelee?s?|jointe?s?|avisad[oa]s?|contactad[oa]s?|informad[oa]s?|alertad[oa]s?"
    r"|verwittigd|gecontacteerd|contatad[oa])\W*(?:(?:au|al|op|on|ao|par|por|via|tel\w*)\W+){0,2}$"
    r"|\bcentral(?:ita|e)?\W*$"
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
    r"|avisos? dad[oa]s?|dado aviso|(?:di|dimos|dio|dieron) aviso|ya avise|por whats?app"
    r"|bo phan (?:mot cua|tiep (?:dan|nhan))|mot cua"
    r"|reporter|gemeld|verwittigd|melden|tong dai|goi tong dai|composer|composez|quay so"
    r"|standard|centralita|centrale|conmutador|pbx|central telefonica|telefooncentrale|centraleta"
    r"|telefonzentrale|switchboard|serveur vocal|fois que j ?'?appelle"
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


#: Who writes has called a line where nobody answers: an office's.
_CALLED = re.compile(
    r"\b(?:llame|llamamos|he llamado|hemos llamado|llevo \w+ (?:dias? )?llamando|marque|telefonee"
    r"|j ?'?ai appele|nous avons appele|i (?:have )?(?:called|rang|phoned)|ik heb gebeld|ik belde"
    r"|liguei|toi (?:da )?goi)(?: (?:varias|muchas|tres|dos|plusieurs|several|many) (?:veces|fois"
    r"|times))? (?:(?:al?|el|au|le|the|op|naar|para|o|so|numero|number|nummer) ){0,3}$"
)
_IN_VAIN = re.compile(
    r" ?,? ?(?:(?:y|e|et|and|en|pero|mais|but|maar|mas|nhung) )?(?:nadie (?:contesta|responde"
    r"|atiende|coge)|no (?:contestan|responden|atienden|cogen)|siempre (?:comunica|ocupado)"
    r"|(?:personne|on) ne (?:repond|decroche)|sans reponse|toujours occupe|nobody (?:answers|picks)"
    r"|no (?:answer|one answers)|niemand (?:neemt|antwoordt)|ninguem (?:atende|responde)"
    r"|khong ai (?:nghe|tra loi|bat))"
)


def beside_a_counter(before: str, after: str) -> bool:
    """Whether a line is given to the public: after words of asking, or beside a service's mailbox.

    A private person gives a mailbox of their own beside their number.
    """
    told = fold(before)
    if _CALLED.search(told.removesuffix("(")) and _IN_VAIN.match(fold(after)):
        return True
    if _ASKED.search(told) or _TOLD.search(told) or of_a_counter(told):
        return True
    if opened(after) and not _WHOSE.search(told) and not names_somebody(sentence(before)):
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
    if _SENT.search(before):
        return "PHONE"
    said = before.rpartition(",")[2]
    office = _OFFICE.search(said if any(map(str.isalpha, said)) else before)
    if office and not _HOME.search(before):
        return "PHONE_SERVICE"
    return "PHONE" if _WHOSE.search(before) or _WHEN.match(after) else None


__all__ = ["behind_a_name", "beside_a_counter", "line_of"]
