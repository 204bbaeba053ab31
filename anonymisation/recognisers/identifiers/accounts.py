"""Accounts in sentences: what somebody signs in with, or writes on a network as.

An account is a word in small letters that no dictionary has. The words around it say that it is
one ("login nvardon", "compte nvardon bloqué", "demandeur (nvardon)"), or its own form does: a
given name with a number behind, or the name of somebody in the same text with an initial.
"""

import re
from collections.abc import Callable

from anonymisation.lexicon import first_names, surnames, words
from anonymisation.lexicon.vocabulary import is_ordinary, is_place, is_stranger
from anonymisation.reading.text import fold

_NAME = r"(?P<name>@?(?-i:[a-z])[a-z0-9]*(?:[._\-][a-z0-9]+){0,3})(?![\w@]|[.\-]\w)"
_QUOTE = r"\s?[:=]?\s?[«\"“'(]?\s?"
#: Words that nothing but an account follows.
_SIGN_IN = (
    r"(?:log-?in|identifiants?|user(?:[ _]?name|[ _]?id)?|utilisateur|usuari[oa]?"
    r"|nom d['’]utilisateur"
    r"|nombre de usuario|nom d['’]usuari|gebruikersnaam|gebruiker|nome de usu[áa]rio"
    r"|utilizador(?:a)?"
    r"|erabiltzailea|erabiltzaile izena|t[êe]n (?:[đd][ăa]ng nh[ậa]p|ng[ưu][ờo]i d[ùu]ng)"
    r"|ism (?:al )?moustakhdim"
    r"|pseudo(?:nyme)?|pseud[óo]nimo|pseud[òo]nim|ezizena|bijnaam|nickname|nick|apodo|sobrenom"
    r"|alcunha"
    r"|bi[ệe]t danh|screen name)"
)
_OF = (
    r"(?: (?:portail|opac|r[ée]seaux?|windows|messagerie|outlook|informatique|red|netwerk|network"
    r"|mailbox"
    r"|wi-?fi|appli\w*|app|compte|famille|espace|usager|citoyen|web|intranet"
    r"|extranet|ent|en ligne|online|clients?|lecteur|biblioth[èe]que|m[ée]diath[èe]que|du|de|del"
    r"|portal|biblioteca|agent|est|is|es|no|van|bibliotheek|loket|atari\w*|c[ổo]ng|utilis[ée]"
    r"|connu|actuel|saisi|temporaire|provisoire|nominatif|personnel|prestataire|stagiaire|ad|vpn"
    r"|temporal|provisional|temporary|tijdelijk\w*|tempor[áa]ri[oa]|behin-behineko"
    r"|t[ạa]m th[ờo]i)){0,3}"
)
#: What an account is, and what happens to it.
_ACCOUNT = (
    r"(?:comptes?|profils?|cuentas?|perfil(?:es)?|accounts?|profiles?|contas?|compte d['’]usuari"
    r"|kontua|profiel|t[àa]i kho[ảa]n|acc[èe]s|accesos?|acesso|hisab|session|sesi[óo]n)"
)
_LOCKED = (
    r"(?:bloqu\w+|d[ée]bloqu\w+|r[ée]-?init\w*|d[ée]sactiv\w+|r[ée]activ\w+|activ\w+|suspend\w*"
    r"|verrouill\w+|d[ée]verrouill\w+|ferm[ée]\w*|cl[ôo]tur\w+|supprim\w+|cr[ée][ée]\w*|expir\w+"
    r"|inactif|pirat\w+|bloquead[oa]|desbloque\w+|desactivad[oa]|cerrad[oa]|suspendid[oa]"
    r"|eliminad[oa]|cread[oa]|restablec\w+|bloquejat|desactivat|tancat|blokeatu\w*"
    r"|mot de passe|mdp|contrase[ñn]a|clave|senha|password|wachtwoord|m[ậa]t kh[ẩa]u"
    r"|locked|unlocked|blocked|disabled|enabled|reset|closed|deleted|created|hacked"
    r"|geblokkeerd|gesloten|verwijderd|aangemaakt|desativad[oa]|encerrad[oa]|b[ịi] kh[óo]a"
    r"|m[ởo] kh[óo]a)"
)
#: Who somebody is to a service, with their account in brackets.
_ROLE = (
    r"(?:demandeu(?:r|se)|requ[ée]rante?|usag[èe]re?|lect(?:eur|rice)|abonn[ée]e?|adh[ée]rente?"
    r"|agente?|aut(?:eur|rice)|d[ée]clarante?|titulaire|contribut(?:eur|rice)|emprunteu(?:r|se)"
    r"|membre|signalante?|inscrite?|particip(?:ant|ante)|b[ée]n[ée]ficiaire|utilisat(?:eur|rice)"
    r"|solicitante|usuari[oa]|lector[ae]?|soci[oa]|reclamante|titular|autora?|denunciante"
    r"|interesad[oa]"
    r"|sol·licitant|usu[àa]ria|requerente|utilizadora?|leitora?|eskatzaile\w*|erabiltzaile\w*"
    r"|user|member|requester|applicant|reader|borrower|author|reporter|owner"
    r"|aanvra(?:ger|agster)|melder|lid|lezer|gebruiker|indiener|ng[ưu][ờo]i (?:d[ùu]ng|g[ửu]i"
    r"|n[ộo]p))"
)
_NETWORK = (
    r"(?:facebook|fb|insta(?:gram)?|twitter|tiktok|telegram|zalo|messenger|snap(?:chat)?|threads)"
)
_WROTE = (
    r"(?:par|por|by|door|per|b[ởo]i|public[óo]|publicat per|comparti[óo]|escribi[óo]|poste[óo]"
    r"|subi[óo]"
    r"|coment[óo]|etiquet[óo]|posted by|shared by|tweeted by|publicou|partilhou|escreveu)"
)

_Judge = Callable[[str, str], bool]

#: A kind of account that only one person has.
_LENT = (
    r"(?:temporaire|provisoire|nominatif|personnel|individuel|temporal|provisional|temporary"
    r"|tijdelijke?|tempor[áa]ri[oa]|behin-behineko|t[ạa]m th[ờo]i)"
)

_STRONG = re.compile(rf"(?i)(?<!\w){_SIGN_IN}(?!\w){_OF}{_QUOTE}{_NAME}")
_OWNED = re.compile(rf"(?i)(?<!\w){_ACCOUNT} {_LENT}s?{_QUOTE}{_NAME}")
_CLOSED = re.compile(
    rf"(?i)(?<!\w){_ACCOUNT}{_OF}{_QUOTE}{_NAME}[»\"”')]?,?\s(?:[àa]\s|\w{{2,5}}\s)?{_LOCKED}"
)
_BRACKETS = re.compile(rf"(?i)(?<!\w){_ROLE}s?\s?\({_NAME}\)")
_WROTE_AS = re.compile(rf"(?i)(?<!\w)(?:{_WROTE}|{_NETWORK})\s?:?\s{_NAME}")
#: What a system writes of somebody who signs in, and whom a ticket is given to.
_LOGGED = re.compile(
    r"(?i)(?<![\w@./\-])(?P<name>(?-i:[a-z])[a-z0-9]{2,}(?:[._\-][a-z0-9]+){0,2})\s"
    r"(?:(?:re)?(?:connexions?|connect[ée]e?|connected|d[ée]connexion|d[ée]connect[ée]e?"
    r"|logged (?:in|out)"
    r"|log-?(?:in|out|on|off)|authentifi(?:cation|[ée]e?)|authenticat\w+|sign(?:ed)? (?:in|out)"
    r"|conexi[óo]n|conectad[oa]|desconectad[oa]|inicio de sesi[óo]n|aangemeld|ingelogd"
    r"|afgemeld|sess[ãa]o|đăng nhập)(?![\w])(?:\s?(?:ok|ko|[ée]chou\w+|r[ée]ussi\w*|refus\w+"
    r"|fail\w*|success\w*|correct[oa]|fallid[oa]|mislukt|gelukt|depuis|from|desde|vanaf|via"
    r"|[àa])(?!\w)"
    r"|\s?[,;:(]|$)|(?:vpn|ssh|rdp|tty\d?|pts/\d)(?!\w))"
)
_ASSIGNED = re.compile(
    r"(?i)(?<!\w)(?:(?:r[ée]-?)?assign[ée]e?s?|affect[ée]e?|attribu[ée]e?|transf[ée]r[ée]e?"
    r"|escalad[ée]e?"
    r"|asignad[oa]|reasignad[oa]|derivad[oa]|assigned|reassigned|escalated|toegewezen"
    r"|atribu[íi]d[oa]"
    r"|assignat|giao)\s(?:à|a|to|aan|cho|al)\s"
    r"(?P<name>(?-i:[a-z])[a-z0-9]*(?:[._\-][a-z0-9]+){0,2})(?![\w@]|[.\-]\w)"
)
_BY = re.compile(
    r"(?i)(?<!\w)(?:ticket|incident|incidencia|case|assign[ée]e?|asignad[oa]|assigned|toegewezen"
    r"|atribu[íi]d[oa])"
    r"(?!\w)[^\n.;,:]{0,60}?\s(?:par|por|by|door|per)\s"
    r"(?P<name>(?-i:[a-z])[a-z0-9]*(?:[._\-][a-z0-9]+){0,2})(?=\W*$|[,;)])"
)
#: Somebody's name at a place where people write, with a number: "(nina29 sur le portail)".
_WRITES_AT = re.compile(
    r"(?i)(?<![\w@./\-])(?P<name>(?-i:[a-z])[a-z]{2,}[\w.\-]*\d{1,4})\s(?:sur|en|on|op|no|na)\s"
    r"(?:(?:le|la|l['’]|notre|el|the|het|de|o|a)\s?)?(?:portail|site|forum|opac|appli\w*|catalogue"
    r"|blog|r[ée]seaux?|portal|sitio|foro|red(?:es)?|app|website|facebook|instagram|tiktok|x"
    r"|twitter|zalo|mur|chat|tchat)(?!\w)"
)
#: The same in a text of capitals: "MESSAGE FACEBOOK DE NINAVAR53".
_LOUD = re.compile(
    rf"(?<!\w)(?i:{_NETWORK})\s?:?\s(?i:(?:de|d['’]|from|van|by|par|por)\s?)?"
    r"(?P<name>[A-Z]{5,20}\d{1,4})(?!\w)"
)
#: "nina29_var": a given name, a number, letters of a family name.
_CUT = re.compile(r"(?<![\w@./\-])(?P<name>[a-z]{3,20}\d{1,4}[._][a-z]{1,12})(?![\w@/]|[.\-]\w)")
#: "nina.vard29", "nina_v81", not a file's name nor a host's.
_DOTTED = re.compile(r"(?<![\w@./\-])(?P<name>[a-z]{3,20}[._][a-z]{1,20}\d{1,4})(?![\w@/]|[.\-]\w)")
#: What somebody is to a service behind their name, as systems call accounts: "compte nvardon.pro",
#: "agent=nvardon.ext", the file of one: "RIB_nvardon.pro.pdf".
_SUFFIXED = re.compile(
    r"(?:[=_]|\b(?i:compte|cuenta|profil|perfil|agente?|gebruiker|login|logon|account|session"
    r"|usuario|user)\s)"
    r"(?P<name>[a-z]{4,24}\.(?:pro|perso|part|ext|int|adm|admin|presta|prest|stag"
    r"|stg|agent|elu|usr|asso))"
    r"(?![\w@])"
)

#: Systems and papers with an account or a number of their own, whose names no dictionary has.
_SYSTEMS = frozenset(
    """siret siren insee opac ldap glpi wordpress ent edt cni nir niss insz nif dni nie cif ean isbn
    issn rna uai api url http https www sso saml oidc csv pdf json xml html iban bic ine dgfip
    impots ameli franceconnect google microsoft windows outlook teams zoom gmail android ios
    apple samsung vpn smtp ftp sftp ssh sql mysql postgres oracle citrix sms mms gps
    sig bdd crm
    erp root admin administrateur administrador postmaster webmaster test demo system
    anonyme anonymous guest invite inconnu sogelink chorus helios pastell openads
    cart pix arpege ciril berger
    concerto bluemedi koha pmb decalog orphee syracuse clave cita sede itsme csam digid
    whatsapp facebook instagram
    twitter tiktok telegram messenger youtube linkedin app appli
    mdp""".split()  # noqa: SIM905 - words are read
)
#: Fewest letters of an account.
_FEWEST = 3


def _letters(name: str) -> list[str]:
    return [part for part in re.split(r"[^a-z]+", fold(name)) if part]


def _made(name: str) -> bool:
    """Whether a word could be an account: no dictionary, place or system has it."""
    parts = _letters(name)
    joined = "".join(parts)
    if len(joined) < _FEWEST or joined in _SYSTEMS or any(part in _SYSTEMS for part in parts):
        return False
    if not (name.lstrip("@").islower() and is_stranger(joined)):
        return False
    return len(parts) == 1 or not all(is_ordinary(part) and not _known(part) for part in parts)


def _known(part: str) -> bool:
    return len(part) > _FEWEST and (part in first_names() or part in surnames())


def echoed(name: str, text: str) -> bool:
    """Whether an account is a capitalised word of the same text with some letters at an end."""
    plain = "".join(_letters(name))
    for word in re.findall(r"(?<![\w@])[A-ZÀ-Ý][\w'’]{2,}", text):
        family = re.sub(r"[^a-z]", "", fold(word))
        if len(family) >= _FEWEST and family in plain and len(plain) - len(family) <= len(family):
            return plain.startswith(family) or plain.endswith(family)
    return False


def _signed(name: str, text: str) -> bool:
    return _made(name) or (name.islower() and _twofold(name, text))


def _twofold(name: str, text: str) -> bool:
    """Whether an account has a number, or the name of somebody in the text, no plain word."""
    joined = "".join(_letters(name))
    if joined in _SYSTEMS or len(joined) < _FEWEST:
        return False
    return (any(map(str.isdigit, name)) and any(map(_known, _letters(name)))) or (
        not is_ordinary(joined) and echoed(name, text)
    )


def _counted(name: str, text: str) -> bool:
    """Whether an account has a number behind, or is one of two names with a stop between."""
    parts = _letters(name)
    if not parts or any(part in _SYSTEMS for part in parts):
        return False
    if re.search(r"[a-z]\d{1,4}$", name) and len(parts[0]) >= _FEWEST:
        word = "".join(parts)
        return any(map(_known, parts)) or (is_stranger(word) and not _coded(name))
    if len(parts) != 2:
        return False
    given, family = parts
    if re.search(r"\d[._]", name):
        return is_stranger(given) or _known(given)
    if is_place(family):
        return False
    if all(map(_known, parts)):
        return not is_place(given)
    return len(given) >= _FEWEST and given in first_names() and _familiar(family)


def _familiar(family: str) -> bool:
    """Whether a word is a family's name, or one that no dictionary has."""
    if len(family) <= _FEWEST or family in _SYSTEMS:
        return False
    return family in surnames() or is_stranger(family)


def _cut(name: str, text: str) -> bool:
    """Whether letters before a number are a given name, or two of them in one."""
    given = re.split(r"\d", name)[0]
    if _known(given):
        return True
    return any(
        given[:cut] in first_names() and given[cut:] in first_names()
        for cut in range(_FEWEST, len(given) - _FEWEST + 1)
    )


def _loud(name: str, text: str) -> bool:
    """Whether a word of capitals with a number behind is what somebody calls themselves."""
    return _counted(name.lower(), text)


def _coded(name: str) -> bool:
    """Whether a word with a number is a thing's: few letters, or as many digits."""
    digits = sum(map(str.isdigit, name))
    return len(name) - digits < 2 * max(digits, 2)


def _suffixed(name: str, text: str) -> bool:
    """Whether what stands before the stop is a word that no dictionary has, no place's name."""
    head = name.partition(".")[0]
    return not (head in _SYSTEMS or is_ordinary(head) or is_place(head))


def _dotted(name: str, text: str) -> bool:
    return any(map(_known, _letters(name)[:1]))


_JUDGES: dict[re.Pattern[str], _Judge] = {
    _STRONG: _signed,
    _CLOSED: _signed,
    _OWNED: _signed,
    _CUT: _cut,
    _BRACKETS: _signed,
    _WROTE_AS: _counted,
    _LOGGED: _signed,
    _ASSIGNED: _signed,
    _BY: _signed,
    _WRITES_AT: _counted,
    _LOUD: _loud,
    _DOTTED: _dotted,
    _SUFFIXED: _suffixed,
}
PATTERNS = tuple(_JUDGES)


def account(text: str, match: re.Match[str]) -> bool:
    """Whether the name that one of the patterns matched in a text is a person's account."""
    bare = match["name"].lstrip("@")
    return _JUDGES[match.re](bare, text) and not set(_letters(bare)) & words("generic_mailboxes")


__all__ = ["PATTERNS", "account"]
