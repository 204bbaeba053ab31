"""What stands before and behind one word that says whether it names somebody."""

import re

from anonymisation.recognisers.persons.words.frames import KIN_WORDS, ROLE_WORDS

#: Roles as clerks shorten them: "prop. VARDON".
_SHORTENED = (
    r"propr?(?:io)?|loc(?:at)?|dem(?:andr?)?|benef|requ|expl|conc|doss|adh|abo|client|pat|resp"
    r"|interl"
    r"|corr|destin|exped|emet|signat|vend|acq|heb|mand|heri?t|temoin|conj|ep|vve|fam"
)
_VERBS = (
    r"r?appel(?:er?|ez|ee)|(?:re)?contact(?:er?|ez|ee)|joindre|prevenir|prevenue?|aviser?|avisee?"
    r"|informer|remercier|relance[rz]?|relancee?|recu[es]?|recevoir|rencontree?|entendue?"
    r"|convoquee?|(?:re)?accompagne(?:e|r)?|recuper(?:ee?|er)|emmene[er]|ramene[er]|heberge(?:e"
    r"|r)?|remplace(?:e|r)?|remplacante?|sonn(?:er|ez)"
    r"|llamar a|avisar a|preguntar por|hablar con|atiende|ask for|call|contact|bellen|vragen naar"
)
#: Only persons stand after these, or bodies that the lexicon knows.
MUST = re.compile(
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
DONE = re.compile(
    r"(?<!\w)(?:[a-z]{3,}(?:ee?s?|ie?s?|ue?s?|ise?|ite?|erte?)|faite?s?|vue?s?)"
    r" (?:a|par|aupres de) $"
    r"|(?<!\w)[a-z]{3,}[ai]d[oa]s? (?:a|por) $"
)
#: For whom something is, at the end of what is said.
FOR = re.compile(r"(?<!\w)(?:pour|para|for|voor) $")
CLOSED = re.compile(r"\s*(?:$|[(;.,])")
#: Whose something is: only a surname that is no word counts; "à" is where, unless it is whose.
OF = re.compile(
    r"(?<!\w)(?:de|d'|pour|par|del?|para|por|for|of|voor|van"
    r"|(?:est|sont|etai(?:t|ent)|appart(?:ient|iennent|enant)) a) ?$"
)
#: Who holds something, or lives there: a word in capitals is their name.
HOLDER = re.compile(rf"(?<!\w)(?:(?:{_SHORTENED})\.|chez|(?:{ROLE_WORDS}))(?:,| :| \()? ?$")
#: Who did it with whoever writes: "Nina et moi".
WITH_ME = re.compile(r" (?:et|y|and|en) (?:moi|mon|ma|mes|son|sa|ses|yo|mi|su|i|my|his|her|ik)\b")
#: Behind a word or an opening sign, or at the start of a sentence: no piece of a code.
WRITTEN = re.compile(r"(?:[^\W\d_](?:[.,;:]| ?[!?…]+)?\s+|\d[,;] |n[°o]\s?\d{1,3} |[:(]\s*)$")
OPENING = re.compile(r",?\s[a-z]")
#: What clerks keep about somebody, whose name follows without "of".
FILE = re.compile(
    r"(?<!\w)(?:dossier|facture|avoir|titre|relance|impaye|courrier|mail|plainte|rdv|appel|visite"
    r"|reponse|attestation|inscription|candidature|demande|badge|acte|concession|procuration"
    r"|radiation|recours|plaignante?|succession|expediente|factura|file|re:|ring|call"
    r"|reclamation|expulsion|legs|divorce|curatelle|tutelle|inhumation|exhumation|obseques"
    r"|queja|reclamo|desahucio|herencia|klacht|begrafenis|complaint|eviction|funeral) $"
)
#: Things come with things too, where nobody speaks, meets or lives.
WITH = re.compile(
    r"(?<!habla)(?<!hablo)(?<!hablar)(?<!reunio)(?<!reunion)(?<!cita)(?<!vive)(?<!acuerdo)(?<!contacto)"
    r"(?<!comunico)(?<!llamada)(?<!entrevista)(?<!quedo) con $"
)
#: What somebody sends or does: the name after "of" is whose.
SENT = re.compile(
    r"(?<!\w)(?:appel|courrier|courriel|mail|e-mail|reclamation|plainte|message|doleance|llamada"
    r"|queja|solicitud|escrito|complaint) (?:telephonique )?(?:de|d'|of|from) ?$"
)
#: What becomes of somebody, right behind a name in capitals: "VARDON prévenu".
BECOMES = re.compile(
    r",? (?:(?:re)?contacte|prevenu|rappele|informe|avise|relance|injoignable|absent|rencontre)e?\b"
)
#: Those that only persons have.
OWN_FILE = re.compile(
    r"(?<!\w)(?:rdv|plaignante?|procuration|concession|succession|radiation|ring|call"
    r"|reclamation|expulsion|legs|divorce|curatelle|tutelle|inhumation|exhumation|obseques"
    r"|queja|reclamo|desahucio|herencia|klacht|begrafenis|complaint|eviction|funeral) $"
)
#: What persons do, and no tree, town or firm.
ACTS = re.compile(
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
SAID = re.compile(r" (?:a dit|dit |s'en (?:occupe|charge)|est d'accord|rappellera|a rappele)")
#: What a family does: "les Vardon font du bruit".
THEY = re.compile(
    r" (?:font|ont|sont|vivent|habitent|refusent|laissent|garent|jettent|veulent|disent)\b"
)
#: Where somebody works: "Nina de la compta".
POST = re.compile(
    r" (?:de la|du|de l'|des|de|on|from|at|in|of|van de|del|do|da) ?(?:the )?(?:compta\w*|accueil"
    r"|etat civil|urba\w*|technique|services? |cantine|mairie|ressources|rh\b|paie|secretariat"
    r"|comptabilit\w+|ccas|police|regie|periscolaire|standard|reception|accounts|front desk"
    r"|onthaal|recepcion|contabilidad)"
)
#: What is handed over, to somebody.
GIVEN_TO = re.compile(
    r"(?<!\w)(?:(?:pret|confi|donn|laiss|redonn|montr)(?:ee?s?|er)|rem(?:is|ise|ettre)s?"
    r"|rend(?:ue?s?|re)|offerte?s?) a $|(?<!\w)[a-z]{3,}(?:ee?s?|ie?s?|ue?s?|ise?) par $"
)
#: Somebody is spoken of, and named between two commas: "la mère, Vardon, est prévenue".
APPOSED = re.compile(
    rf"(?<!\w)(?:parents?|monsieur|jeune|{KIN_WORDS}|{ROLE_WORDS})(?: [^.;:!?,]{{0,30}})?, $"
)
COMMA = re.compile(r",|\s?\(|\s*$")
#: A letter's last word, behind its last sentence.
SENTENCE_END = re.compile(r"[a-z]{3} ?[.!?…]+ $")
END = re.compile(r"\s*[.!]?\s*$")
#: A player by the number on the shirt.
NUMBERED = re.compile(r"(?<!\w)n[°o]\s?\d{1,3} (?:(?:el|le|ben|ait|da|de) )?$")
PLAYED = re.compile(
    r",? (?:sort|bless|exclu|expuls|averti|rempla|carton|marqu|entre|suspendu|absent)"
)
#: An animal is called by a name too.
ANIMAL = re.compile(
    r"(?<!\w)(?:(?:chat|chien|gat|perr)\w{0,3}|animal|cheval|jument|poney|ane|dog|cat|hond|kat"
    r"|(?:au|le|du) nom de)(?: (?:perdue?|trouvee?|volee?|blesse?e|lost))?,? $"
)
#: A word before, in the same sentence.
INSIDE = re.compile(r"[^\W\d_],? $")
#: A capital after these is a thing's: "la Perle".
ARTICLES = re.compile(
    r"(?<!\w)(?:l'|(?:le|la|les|un|une|des|du|au|aux|ce|cet|cette|ces|el|los|las|the|het|op|sur"
    r"|en|dans) )$"
)

__all__ = [
    "ACTS",
    "ANIMAL",
    "APPOSED",
    "ARTICLES",
    "BECOMES",
    "CLOSED",
    "COMMA",
    "DONE",
    "END",
    "FILE",
    "FOR",
    "GIVEN_TO",
    "HOLDER",
    "INSIDE",
    "MUST",
    "NUMBERED",
    "OF",
    "OPENING",
    "OWN_FILE",
    "PLAYED",
    "POST",
    "SAID",
    "SENT",
    "SENTENCE_END",
    "THEY",
    "WITH",
    "WITH_ME",
    "WRITTEN",
]
