"""One name alone: a given name in a sentence, any name where only a person can stand.

A capital inside a sentence says that a word is a proper noun; what stands before says whose.
"""

import re
from collections.abc import Iterator

from anonymisation.lexicon import words
from anonymisation.lexicon.vocabulary import is_ordinary, is_place, is_stranger
from anonymisation.reading.text import flat
from anonymisation.recognisers.base import Hit
from anonymisation.recognisers.persons.against.vetoes import is_historical, vetoed
from anonymisation.recognisers.persons.evidence import public
from anonymisation.recognisers.persons.spans import LONE, person
from anonymisation.recognisers.persons.words.frames import KIN_WORDS, ROLE_WORDS
from anonymisation.recognisers.persons.words.names import (
    is_clear,
    is_first_name,
    is_surname,
    never_in_name,
)
from anonymisation.recognisers.persons.words.tokens import Word, common_said

#: How many characters before a word are read.
_REACH = 40
#: Shortest word of no dictionary that is taken for a name: in capitals acronyms are shorter.
_LEAST, _LEAST_UPPER = 4, 6
#: Roles as clerks shorten them: "prop. VARDON".
_SHORTENED = (
    r"propr?(?:io)?|loc(?:at)?|dem(?:andr?)?|benef|requ|expl|conc|doss|adh|abo|client|pat|resp|interl"
    r"|corr|destin|exped|emet|signat|vend|acq|heb|mand|heri?t|temoin|conj|ep|vve|fam"
)
_VERBS = (
    r"r?appel(?:er?|ez|ee)|(?:re)?contact(?:er?|ez|ee)|joindre|prevenir|prevenue?|aviser?|avisee?"
    r"|informer|remercier|relance[rz]?|relancee?|recu[es]?|recevoir|rencontree?|entendue?"
    r"|convoquee?|(?:re)?accompagne(?:e|r)?|recuper(?:ee?|er)|emmene[er]|ramene[er]|heberge(?:e|r)?|remplace(?:e|r)?|remplacante?|sonn(?:er|ez)"
    r"|llamar a|avisar a|preguntar por|hablar con|atiende|ask for|call|contact|bellen|vragen naar"
)
#: Only persons stand after these, or bodies that the lexicon knows.
_MUST = re.compile(
    r"(?<!\w)(?:a l'attention de|vue?"
    rf"|chez|(?<!jumelage )(?<!jumele )(?<!jumelee )avec|contre|selon|d'apres"
    r"|aupres de|de la part de|au nom de|pour le compte de"
    rf"|envers|c/|face a|con|contra|segun|a nombre de|with|against|met|bij|tegen|volgens|naast"
    rf"|(?:{_VERBS})|(?:{ROLE_WORDS}|{KIN_WORDS}|copain|copine|camarade|veu(?:f|ve)|docteur"
    rf"|avocate?|notaire|huissier|medecin|infirmiere?|kine|nourrice"
    r"|assistante? (?:sociale|maternelle)|clients?|tech\.|technicien(?:ne)?s?|tecnic[oa]s?|tec\.)"
    rf"(?: (?:aine|ainee|cadet|cadette|benjamine?|unique|majeure?|mineure?|adopti(?:f|ve)|mayor"
    rf"|menor|oldest|youngest))?"
    r"|merci|bravo|bonjour|salut|coucou|allo|chere?|felicitations|hola|gracias|hello|dear|thanks"
    r"|beste|dag|kaixo|bonsoir"
    rf"|(?:{_SHORTENED})\.|m'appelle|s'appel(?:le|ait)|surnommee?|nommee?"
    r"|nom (?:d'usage|marital|de jeune fille|de naissance|d'epouse))(?:,| :| \()? ?$"
)
#: Something was done to or by somebody: places and bodies stand here too.
_DONE = re.compile(
    r"(?<!\w)(?:[a-z]{3,}(?:ee?s?|ie?s?|ue?s?|ise?|ite?|erte?)|faite?s?|vue?s?)"
    r" (?:a|par|aupres de) $"
    r"|(?<!\w)[a-z]{3,}[ai]d[oa]s? (?:a|por) $"
)
#: For whom something is, at the end of what is said.
_FOR = re.compile(r"(?<!\w)(?:pour|para|for|voor) $")
_CLOSED = re.compile(r"\s*(?:$|[(;.,])")
#: Whose something is: only a surname that is no word counts; "à" is where, unless it is whose.
_OF = re.compile(
    r"(?<!\w)(?:de|d'|pour|par|del?|para|por|for|of|voor|van"
    r"|(?:est|sont|etai(?:t|ent)|appart(?:ient|iennent|enant)) a) ?$"
)
#: Who holds something, or lives there: a word in capitals is their name.
_HOLDER = re.compile(rf"(?<!\w)(?:(?:{_SHORTENED})\.|chez|(?:{ROLE_WORDS}))(?:,| :| \()? ?$")
#: Who did it with whoever writes: "Nina et moi".
_WITH_ME = re.compile(r" (?:et|y|and|en) (?:moi|mon|ma|mes|son|sa|ses|yo|mi|su|i|my|his|her|ik)\b")
#: Behind a word or an opening sign, or at the start of a sentence: no piece of a code.
_WRITTEN = re.compile(r"(?:[^\W\d_](?:[.,;:]| ?[!?…]+)?\s+|\d[,;] |n[°o]\s?\d{1,3} |[:(]\s*)$")
_OPENING = re.compile(r",?\s[a-z]")
#: What clerks keep about somebody, whose name follows without "of".
_FILE = re.compile(
    r"(?<!\w)(?:dossier|facture|avoir|titre|relance|impaye|courrier|mail|plainte|rdv|appel|visite"
    r"|reponse|attestation|inscription|candidature|demande|badge|acte|concession|procuration"
    r"|radiation|recours|plaignante?|succession|expediente|factura|file|re:|ring|call"
    r"|reclamation|expulsion|legs|divorce|curatelle|tutelle|inhumation|exhumation|obseques"
    r"|queja|reclamo|desahucio|herencia|klacht|begrafenis|complaint|eviction|funeral) $"
)
#: Things come with things too, where nobody speaks, meets or lives.
_WITH = re.compile(
    r"(?<!habla)(?<!hablo)(?<!hablar)(?<!reunio)(?<!reunion)(?<!cita)(?<!vive)(?<!acuerdo)(?<!contacto)"
    r"(?<!comunico)(?<!llamada)(?<!entrevista)(?<!quedo) con $"
)
#: What somebody sends or does: the name after "of" is whose.
_SENT = re.compile(
    r"(?<!\w)(?:appel|courrier|courriel|mail|e-mail|reclamation|plainte|message|doleance|llamada"
    r"|queja|solicitud|escrito|complaint) (?:telephonique )?(?:de|d'|of|from) ?$"
)
#: What becomes of somebody, right behind a name in capitals: "VARDON prévenu".
_BECOMES = re.compile(
    r",? (?:(?:re)?contacte|prevenu|rappele|informe|avise|relance|injoignable|absent|rencontre)e?\b"
)
#: Those that only persons have.
_OWN_FILE = re.compile(
    r"(?<!\w)(?:rdv|plaignante?|procuration|concession|succession|radiation|ring|call"
    r"|reclamation|expulsion|legs|divorce|curatelle|tutelle|inhumation|exhumation|obseques"
    r"|queja|reclamo|desahucio|herencia|klacht|begrafenis|complaint|eviction|funeral) $"
)
#: What persons do, and no tree, town or firm.
_ACTS = re.compile(
    r" (?:dit |pense |trouve que|veut |voudrait |doit (?:passer|venir|rappeler|appeler|signer)"
    r"|s'en (?:occupe|charge)"
    r"|s'occupe|remplace |sera (?:absente?|remplacee?|la\b)|passera |viendra "
    r"|est (?:re)?(?:passee?|venue?|absente?|malade|partie?|d'accord)"
    r"| est en (?:conge|arret|formation)"
    r"|a (?:dit|rappele|appele|demande|oublie|repondu|signe)|arrive a |part a |rentre le"
    r"|a (?:un|deux|trois|quatre|cinq|six|\d{1,2}) (?:enfants?|ans|filles?|fils|freres?)\b"
    r"|a deja (?:fait|eu|ete (?:recue?|vue?)|travaille|depose|rencontre|remplace|participe|suivi)\b"
    r"|vit (?:seule?|avec|chez) |habite |travaille (?:a|au|chez|de|en|comme) |pleure |mord "
    r"|se plaint |se dit |ne veut (?:pas|plus) |ne mange "
    r"|s'est (?:blessee?|battue?|endormie?|plainte?) "
    r"|pour les copains|says |will |has the |is (?:off|away|sick)|was a star|to bring "
    r"|dice |dijo |vendra |diz |zegt |komt )"
)
#: Colleagues sign by three letters: "KLV a dit non".
_SAID = re.compile(r" (?:a dit|dit |s'en (?:occupe|charge)|est d'accord|rappellera|a rappele)")
_INITIALS, _PAIR = 3, 2
#: What a family does: "les Vardon font du bruit".
_THEY = re.compile(
    r" (?:font|ont|sont|vivent|habitent|refusent|laissent|garent|jettent|veulent|disent)\b"
)
#: Where somebody works: "Nina de la compta".
_POST = re.compile(
    r" (?:de la|du|de l'|des|de|on|from|at|in|of|van de|del|do|da) ?(?:the )?(?:compta\w*|accueil"
    r"|etat civil|urba\w*|technique|services? |cantine|mairie|ressources|rh\b|paie|secretariat"
    r"|comptabilit\w+|ccas|police|regie|periscolaire|standard|reception|accounts|front desk"
    r"|onthaal|recepcion|contabilidad)"
)
#: What is handed over, to somebody.
_GIVEN_TO = re.compile(
    r"(?<!\w)(?:(?:pret|confi|donn|laiss|redonn|montr)(?:ee?s?|er)|rem(?:is|ise|ettre)s?"
    r"|rend(?:ue?s?|re)|offerte?s?) a $|(?<!\w)[a-z]{3,}(?:ee?s?|ie?s?|ue?s?|ise?) par $"
)
#: Somebody is spoken of, and named between two commas: "la mère, Vardon, est prévenue".
_APPOSED = re.compile(
    rf"(?<!\w)(?:parents?|monsieur|jeune|{KIN_WORDS}|{ROLE_WORDS})(?: [^.;:!?,]{{0,30}})?, $"
)
_COMMA = re.compile(r",|\s?\(|\s*$")
#: A letter's last word, behind its last sentence.
_SENTENCE_END = re.compile(r"[a-z]{3} ?[.!?…]+ $")
_END = re.compile(r"\s*[.!]?\s*$")
#: A player by the number on the shirt.
_NUMBERED = re.compile(r"(?<!\w)n[°o]\s?\d{1,3} (?:(?:el|le|ben|ait|da|de) )?$")
_PLAYED = re.compile(
    r",? (?:sort|bless|exclu|expuls|averti|rempla|carton|marqu|entre|suspendu|absent)"
)
#: An animal is called by a name too.
_ANIMAL = re.compile(
    r"(?<!\w)(?:(?:chat|chien|gat|perr)\w{0,3}|animal|cheval|jument|poney|ane|dog|cat|hond|kat"
    r"|(?:au|le|du) nom de)(?: (?:perdue?|trouvee?|volee?|blesse?e|lost))?,? $"
)
#: A word before, in the same sentence.
_INSIDE = re.compile(r"[^\W\d_],? $")
#: A capital after these is a thing's: "la Perle".
_ARTICLES = re.compile(
    r"(?<!\w)(?:l'|(?:le|la|les|un|une|des|du|au|aux|ce|cet|cette|ces|el|los|las|the|het|op|sur"
    r"|en|dans) )$"
)
_CAPITALS = ("Cap", "UPPER")


def alone(text: str, simple: str, found: list[Word]) -> Iterator[Hit]:
    """Capitalised words without another beside them that name somebody."""
    if not any(word.shape == "lower" and len(word.folded) > 2 for word in found):
        return
    for index, word in enumerate(found):
        if word.shape not in _CAPITALS or _beside(found, index, text):
            continue
        before = simple[max(0, word.start - _REACH) : word.start]
        after = simple[word.end : word.end + _REACH]
        if _is_name(word, before, after, index) and not _against(text, found, index):
            yield person(text, found, index, index + 1, LONE)


def _beside(found: list[Word], index: int, text: str) -> bool:
    """Whether another capitalised word touches this one: runs are weighed elsewhere."""
    after = index + 1
    if (
        after < len(found)
        and found[after].shape in _CAPITALS
        and text[found[index].end : found[after].start] in (" ", "-", "'", "’")
    ):
        return True
    before = index - 1
    return (
        before > 0
        and found[before].shape in _CAPITALS
        and text[found[before].end : found[index].start] in (" ", "-", "'", "’")
    )


def _is_name(word: Word, before: str, after: str, index: int) -> bool:
    """Whether a word names somebody, after what stands before and behind it."""
    if not (_WRITTEN.search(before) if index else _OPENING.match(after)):
        return False
    if _nobody(word):
        return False
    if _WITH.search(before) and not (_sure(word) or is_first_name(word.folded)):
        return False
    if _MUST.search(before) or _WITH_ME.match(after):
        named = word.shape == "Cap" and _worded(word)
        return _any_name(word) or named or (_shouted(word) and bool(_HOLDER.search(before)))
    if _filed(word, before) or _tells(word, before, after):
        return True
    if _DONE.search(before) or (_FOR.search(before) and _CLOSED.match(after)):
        return _sure(word) or _stranger(word) or _given(word, before, index)
    if index == 0 and _double(word):
        return True
    return (bool(_OF.search(before)) and _sure(word)) or _given(word, before, index)


def _nobody(word: Word) -> bool:
    """Whether a word is no name wherever it stands."""
    return (
        (word.shape == "Cap" and not _person_word(word))
        or len(word.folded) < _PAIR
        or never_in_name(word.folded)
        or word.folded in words("brands")
        or word.folded.startswith(("saint-", "sainte-", "san-", "santa-"))
    )


def _filed(word: Word, before: str) -> bool:
    """Whose file, bill or letter it is, named without "of": "dossier VARDON"."""
    if not _FILE.search(before):
        return False
    if word.shape == "UPPER":
        return _any_name(word) or (_worded(word) and len(word.folded) >= _LEAST)
    own = bool(_OWN_FILE.search(before))
    return _sure(word) or (own and (_stranger(word) or _worded(word)))


def _tells(word: Word, before: str, after: str) -> bool:
    """Whether what stands around a word says that somebody is named, whatever else it means."""
    given = is_first_name(word.folded)
    if _trigram(word) and _SAID.match(after):
        return True
    if (_SENT.search(before) or (_BECOMES.match(after) and word.shape == "UPPER")) and (
        _sure(word) or _stranger(word)
    ):
        return True
    if given and (_ACTS.match(after) or _POST.match(after) or _GIVEN_TO.search(before)):
        return True
    if before.endswith("les ") and _THEY.match(after):
        return word.shape == "Cap" and (_worded(word) or _stranger(word))
    closed = bool(_END.match(after))
    return (
        (_any_name(word) and bool(_APPOSED.search(before)) and bool(_COMMA.match(after)))
        or (closed and bool(_SENTENCE_END.search(before)) and (_any_name(word) or _worded(word)))
        or (bool(_NUMBERED.search(before)) and bool(_PLAYED.match(after)) and _person_word(word))
    )


def _trigram(word: Word) -> bool:
    """Whether letters in capitals are somebody's initials: no acronym that is known or spoken."""
    return (
        word.shape == "UPPER"
        and len(word.folded) == _INITIALS
        and not set("aeiouy") & set(word.folded)
        and word.folded not in words("acronyms")
        and word.folded not in words("brands")
    )


def _double(word: Word) -> bool:
    """Whether a word is two surnames joined: "Ba-Traoré"."""
    parts = word.folded.split("-")
    return len(parts) == _PAIR and all(map(is_surname, parts)) and is_stranger(word.folded)


def _worded(word: Word) -> bool:
    """Whether a word is a surname too."""
    return is_surname(word.folded) or word.folded in words("surname_words")


def _person_word(word: Word) -> bool:
    return is_stranger(word.folded) or is_first_name(word.folded) or _worded(word)


def _shouted(word: Word) -> bool:
    """Whether a word of the dictionary in capitals is somebody's surname: no sign of a thing."""
    return (
        word.shape == "UPPER"
        and len(word.folded) >= _LEAST
        and is_ordinary(word.folded)
        and (not common_said(word.folded))
    )


def _any_name(word: Word) -> bool:
    """Any listed name, or a word of no dictionary."""
    listed = is_first_name(word.folded) or is_surname(word.folded)
    return (listed and not common_said(word.folded)) or _stranger(word)


def _sure(word: Word) -> bool:
    """A surname of the lists that is no word and no town."""
    return is_surname(word.folded) and is_stranger(word.folded) and len(word.folded) > 2


def _stranger(word: Word) -> bool:
    least = _LEAST if word.shape == "Cap" else _LEAST_UPPER
    return len(word.folded) >= least and is_stranger(word.folded)


def _given(word: Word, before: str, index: int) -> bool:
    """A given name: one that is a word too needs a place where the capital means something."""
    if len(word.folded) < 3 or not is_first_name(word.folded):
        return False
    if word.folded in words("place_names") or is_place(word.folded):
        return False
    if is_clear(word.folded):
        return True
    return (
        index > 0
        and bool(_INSIDE.search(before))
        and word.shape == "Cap"
        and not _ARTICLES.search(before)
    )


def _against(text: str, found: list[Word], index: int) -> bool:
    """Whether a street, a body or a town is named, or somebody else's word."""
    after = found[index].end
    if text[after : after + 1] in ("-", "_", "/", "@") or text[found[index].start - 1 :][:1] == "@":
        return True
    if _ANIMAL.search(flat(text[max(0, found[index].start - _REACH) : found[index].start])):
        return True
    if text[max(0, found[index].start - 1) : found[index].start] in ("/", "_", "@", "#", "."):
        return True
    opened = index == 1 and is_historical(text[found[0].start : after])
    return opened or vetoed(found, index, text) or public(text, found, index, index + 1)


__all__ = ["alone"]
