"""Words that persons typed in small letters stand after, and before; read on `flat` text."""

import re

from anonymisation.recognisers.persons.words.frames import KIN_WORDS, POSTS, ROLE, ROLE_WORDS
from anonymisation.recognisers.persons.words.trades import TRADES

#: Where a person must stand, though only one word is written.
BEFORE = re.compile(
    r"(?<!\w)(?:avec|selon|d'apres|vu|voir|appele|rappele|rappeler|appeler|contacter|joindre"
    r"|prevenir|merci a|remercier|chez|aupres de|a l'attention de|de la part de|au nom de"
    r"|s'adresser a"
    r"|parle a|telephone a|message a|demande a|dit a|j'ai eu|je suis|m'appelle|bonjour|con"
    r"|segun|llamo|soy|with|spoke to|i am|com|falei com|c'est|contact|(?:msg|message|mot|rdv|rv)"
    r" (?:pour|avec|de)|merci|bravo|salut|coucou|s'appelle|nommee?|surnommee?"
    rf"|(?:{ROLE_WORDS}|{KIN_WORDS}|copain|copine|camarade|docteur|dr|veuve)"
    r"(?: (?:aine|ainee|cadet|cadette|majeure?|mineure?|unique))?)"
    r",? $"
)
#: Where a surname alone must stand, listed or of no dictionary.
MUST = re.compile(
    rf"(?<!\w)(?:chez|avec|contre|voir|vu|appeler|rappeler|contacter|joindre|prevenir|contact"
    rf"|s'appelle|nommee?|met|bij|with|(?:{ROLE_WORDS}|{KIN_WORDS}|famille|consorts|docteur|dr"
    r"|copain|copine|camarade|veuve|copropriete|succession|les)) $"
)
#: The last words of both, for a first look.
LAST = (
    rf"chez|avec|contre|voir|vu|r?appeler|contacter|joindre|prevenir|contact|appelle|nommee?|met"
    rf"|bij"
    rf"|with|{ROLE_WORDS}|{KIN_WORDS}|famille|consorts|docteur|dr|copain|copine|camarade|veuve"
    r"|copropriete|succession|enfants?|jum(?:eaux|elles)|cordialement|merci"
    r"|identifie|connu|presume|declare|foyers?|menages?|hoirs|indivision|epoux"
    r"|les|c|de|d|do|da|el|ait|ben|le|mta|at|ring|dossier|facture|titre|relance|impaye"
    r"|signee?|visee?|firma|firmado|heer|mevrouw|monsieur|madame"
    r"|llamad[oa]|certaine?|genaamd|named|chamad[oa]"
    r"|plaignante?|a|par|pour|van|door|por|para|del?|quartier|suis|soy|soussignee?|denommee?|am"
    rf"|{TRADES}"
)
#: Verbs of Spain and Portugal that no dictionary lists: "la vecina rompió".
CONJUGATED = re.compile(r"(?:ó|ió|aron|ieron|aba|aban|ando|iendo|ou|eu|iu)$")
#: Endings that make adjectives and nouns of verbs: in no dictionary, and nobody's name.
DERIVED = re.compile(
    r"(?:[aei]bles?|ements?|ations?|[ai]t(?:eur|rice)s?|ables|iques?|istes?|ismes?|ciones?|mientos?"
    r"|idades?|mente|gifte|heid|schap|ingen)$"
)
#: A good-bye before a name, or whoever does something to somebody.
DOES = re.compile(r"(?<!\w)(?:cordialement|merci|bonjour|par|signe ?:?),? $")
#: What a surname that is no word stands after.
OF = re.compile(
    r"(?<!\w)(?:de|a|par|pour|van|door|por|para|del?|at|ring|dossier|facture|titre|relance|impaye"
    r"|plaignante?|chez)(?: mta3| el| ait| ben| le| lo| di| da)? $"
)

#: Where a given name stands, whatever else the word means.
GIVEN = re.compile(
    rf"(?<!\w)(?:(?:{KIN_WORDS}|parents?|enfants?|bebe|jum(?:eaux|elles)) (?:a|de|d'|del?|do|da)"
    r"|(?:pret|confi|donn|laiss|redonn)ee?s? a|(?:remis|remise|rendu|rendue|offert|offerte) a"
    r"|(?:le|la|el) (?:jeune|petite?|dit|dite|joven)|remplacee? par|remplacement de"
    r"|parler a|slt c|bjr c|ask for"
    rf"|(?:mon|ma|son|sa|notre|mi|su) (?:{KIN_WORDS})|(?:msg|message|mot|rdv) pour"
    r"|(?:vu|rdv|parle) avec) $"
)
#: A note of small letters that begins with somebody's name: "vardon : impayes".
SMALL_HEAD = re.compile(r"^\W*(?P<name>[a-z]{5,}) ?: ")
LABEL = re.compile(
    rf"(?:{ROLE.pattern}|(?<!\w)(?:(?:benef|propr?|dem|loc|requ|expl|petit)\.? ?:?"
    rf"|au (?:benefice|profit|nom) d[eu]|transfert (?:du [a-z]+ )?de|(?:{POSTS})) ?)$"
)
AFTER = re.compile(
    r",? ?(?:au |tel\.? |gsm )?(?:0\d|\+\d{2})[\d .\-/]{7}"
    r"| (?:du service |de la compta|de l'accueil|de l'etat civil"
    r"|dit |pense |trouve |veut |voudrait |doit (?:passer|venir|rappeler)|s'en occupe|remplace "
    r"|sera (?:absente?|remplacee?|la )"
    r"|a (?:r?appele|dit|demande|signale|confirme|repondu)|r?appellera?|nous |m'a |s'est "
    r"|est (?:(?:re)?(?:passe|venu)|absent|malade|parti|en (?:conge|arret))|dice|llamo|called|said)"
)
#: A name at the end of a letter: "… merci colette".
SIGNED = re.compile(
    r"(?:merci|cordialement|cdt|cdlt|bien a vous|salutations|bonne (?:journee|soiree)|saludos"
    r"|gracias|regards|thanks|obrigad[oa])[ ,.!;-]+$"
)
#: Words that persons stand after.
TAKEN = re.compile(
    r"(?<!\w)(?:par|avec|chez|contre|de|pour|a|por|con|para|contra|by|with|from|to|for|van|met"
    r"|door|voor|aan|moi|suis|soy|am|is|c'est|bonjour|hola|hello|dag|cordialement|merci|cdt"
    rf"|{ROLE_WORDS}|{KIN_WORDS}|{POSTS}|docteur|dr|s'appelle),? $"
)
#: Where somebody gives their name: the two words that follow are it.
PRESENTS = re.compile(
    rf"(?:(?<!\w)(?:je suis|moi|m'appelle|me nomme|me llamo|soy|my name is|i am|llamar a"
    rf")[ ,.!]+|{ROLE.pattern})$"
)
