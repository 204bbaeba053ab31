"""Where a street's name begins and ends in a text, in the languages of the partner cities."""

import re
from functools import lru_cache

from anonymisation.lexicon import words
from anonymisation.lexicon.vocabulary import is_place
from anonymisation.reading.text import fold

#: Every way begins with a letter: looked at before all the words are tried.
_LETTER = r"(?=[^\W\d_])"
#: Ways that French puts after the number and before the name.
FRENCH = (
    rf"{_LETTER}(?:rue|avenue|av\.?|ave\.?|boulevard|bd\.?|bld\.?|blvd\.?|bvd\.?|place|pl\."
    rf"|chemin(?:\srural\sn[°º]\s?\d{{1,3}},?\sdit)?|che?\."
    r"|zone (?:artisanale|industrielle|commerciale|d'activit[eé]s?)(?=\sd)"
    r"|impasse|imp\.?"
    r"|all[eé]es?|all?\.|route|rte\.?|quai|cours|square|sq\.|passage|pass\.|ruelle|sentier|sente"
    r"|rond-point"
    r"|esplanade|mont[eé]e|c[oô]te|voie|faubourg|fbg\.?|fg\.?|promenade|traverse|venelle|villa"
    r"|cit[eé]"
    r"|lotissement|lot\.|r[eé]sidence|r[eé]s\.|hameau|lieu[- ]dit|mail|dr[eè]ve|chauss[eé]e"
    r"|ch[eé]e\.?|clos"
    r"|corniche|parvis|galerie|domaine|enclos"
    r"|levée(?! (?:de|du) (?:doute|corps|fonds|secret))|rampe|cour|derb|hay|douar|quartier|zankat"
    r"|zanqat|nahj|charii|chari[aâ]?"
    r"|r\.?lle\.?|rle|chem\.|sent\.|ven\.|prom\.|espl?\.|faub\.|trav\.|crs|r(?:on)?d[- ]?p(?:oin)?t"
    r"|mt[eé]e|ham\.|r\.)"
)
HISPANIC = (
    rf"{_LETTER}(?:c/|c\.|kale|calle|cl\.|cll\.?|avenida|avda\.?|avd\.?|ave?\.|plaza|pza\.?"
    rf"|plza\.?|pl\."
    r"|paseo|p\.?[ºo]|pso\.?|carrera|cra\.?|kra\.?"
    r"|camino|cno\.?|ronda|traves[ií]a|trav\.?|carretera|ctra\.?|pasaje|psje\.?|pje\.?"
    r"|callej[oó]n|alameda"
    r"|autopista|urb\.?|urbanizaci[oó]n|calzada|calz\.?|blvd\.?|boulevard|bulevar|privada|priv\."
    r"|cerrada"
    r"|cda\.|andador|prolongaci[oó]n|prol\.|retorno|circuito|perif[eé]rico|libramiento|malec[oó]n"
    r"|transversal|diagonal|v[ií]a|glorieta|jir[oó]n|jr\.?|cuesta|bajada|subida|rambla|estrada|rua"
    r"|travessa"
    r"|eje|senda|corredor|r[úu]a|ruela|praza|pra[çc]a|(?-i:Largo|LARGO)|travesa|cami[ñn]o|caminho"
    r"|azinhaga"
    r"|beco|carrer(?:[óo])?|carr\.|pla[çc]a|plaçeta|placeta|avinguda|avgda\.?|passeig|pg\."
    r"|passatge|ptge\."
    r"|baixada|pujada|torrent|cam[íi]|and\.|lugar(?=\sd[aeo]s?\s)|lg\.|aldea(?=\sd[aeo]s?\s))"
)
_WORD = re.compile(r"[^\W_]+(?:['.\-/][^\W_]+)*'?\.?")
_PARTICLES = frozenset(
    [
        "de",
        "du",
        "des",
        "la",
        "le",
        "les",
        "l",
        "d",
        "et",
        "au",
        "aux",
        "en",
        "sur",
        "sous",
        "saint",
        "sainte",
        "del",
        "los",
        "las",
        "el",
        "y",
        "san",
        "santa",
        "dit",
        "van",
        "den",
        "der",
        "st",
        "ste",
        "ben",
        "bent",
        "ibn",
        "el",
        "al",
        "ait",
        "ould",
        "bel",
        "da",
        "do",
        "dos",
        "das",
    ]
)
#: What stands before the name of whom a street is called after, and what streets are called.
_RANKS = frozenset(
    """docteur dr professeur pr colonel col general gal gen capitaine cdt commandant lieutenant
    marechal mal amiral abbe pere mere soeur frere pasteur chanoine cardinal monseigneur mgr pape
    roi reine prince princesse president maitre dame notre-dame sergent adjudant brigadier caporal
    cheikh sultan emir doctor profesor coronel general mariscal almirante padre madre capitan
    presidente rey reina don dona grand grande petit petite haut haute bas basse vieux vieille
    nouveau nouvelle bonne bon""".split()  # noqa: SIM905 - words are read, not code
)
_LONGEST = 60
#: Titles of persons in use today; "rue du Docteur Roux" has its own before the name.
_TITLE = re.compile(r"(?:M\.|MM\.|Mme|Mlle|Mr|Monsieur|Madame|Sra?\.|Mevr\.|Dhr\.)\s*\w")


@lru_cache(maxsize=64)
def street_name_end(text: str, position: int) -> int:
    """Where a street's name ends: capitalised words, particles, or two plain words."""
    end, plain, named = position, 0, False
    for match in _WORD.finditer(text, position):
        gap = text[end : match.start()]
        if gap.strip(" ") or len(gap) > 2 or end - position > _LONGEST:
            break
        if named and gap and CLOSED.search(text, position, end):
            break
        kind = _kind(text, match.group(), match.start(), named)
        plain += kind == "plain"
        if kind == "end" or (kind == "plain" and (named or plain > 2)):
            break
        named = named or kind == "name"
        end = match.end()
    return _without_trailing_particles(text, position, end)


def _kind(text: str, word: str, start: int, named: bool) -> str:
    """A word's part in a street's name: particle, name, plain or end."""
    folded = fold(word).rstrip("'.")
    if named and _TITLE.match(text, start):  # a person begins, the street has its name
        return "end"
    if folded in _PARTICLES or word.endswith("'") or (not named and folded in _RANKS):
        return "particle"
    if word[0].isdigit():
        return "name" if _HYPHENED.match(word) or _date_word(text, start, named) else "end"
    if any(char.isdigit() for char in word):
        return "end"
    if folded == "a" and named and _MILL.search(text, max(0, start - 9), start):
        return "particle"
    if word[0].islower() and "'" not in word:
        if _AFTER_DAY.search(text, max(0, start - 12), start) and _IN_YEAR.match(word):
            return "name"
        ends = folded in words("not_names") and (named or not is_place(folded))
        return "end" if ends else "plain"
    return "name"


#: What is called by what it is for: "chaussée du Moulin à Papier".
_MILL = re.compile(r"(?i)(?:moulin|four|puits|pompe|pierre|terre|fosse|mare|croix)s?\s$")

_MONTH = (
    r"(?:jan|f[eé]v|mar|avr|mai|jui|ao|sep|oct|nov|d[eé]c|de\s|feb|abr|may|jun|jul|ago|ene|dic)"
)
_DAY = re.compile(rf"(?i)\d{{1,2}}(?:er)?\s+{_MONTH}")
#: "rue du 11-Novembre"
_HYPHENED = re.compile(rf"(?i)\d{{1,2}}(?:er)?-{_MONTH}[^\W\d_]*(?:-\d{{4}})?\.?$")
#: A whole word with a full stop ends a sentence; an abbreviation does not.
CLOSED = re.compile(
    r"(?<![^\W\d_])(?!(?i:prof|capt|comm|chan|card|pres|brig)\.)[^\W\d_]{4,}\.$"
    r"|(?<= )[IVX]{2,4}\.$"
)
#: "calle 5 de mayo", "rue du 8 mai" in small letters.
_AFTER_DAY = re.compile(r"(?<!\d)\d{1,2} (?:de )?$")
_IN_YEAR = re.compile(rf"(?i){_MONTH}[^\W\d_]*$")
#: "Héroes del 5 de Mayo": of a day, whom the street is called after, unless works last until.
_OF_DAY = re.compile(r"\sdel\s$")
_UNTIL = re.compile(r"(?i)\d{1,2} de [^\W\d_]+(?: de \d{4})?,? (?:al?|hasta|y|por|a las)\s")
_YEAR = re.compile(r"(?:18|19|20)\d{2}\b")
_AFTER_MONTH = re.compile(rf"(?i){_MONTH}[^\W\d_]*\s$")


def _date_word(text: str, start: int, named: bool) -> bool:
    """A street named after a day: "rue du 8 Mai 1945", "boulevard 14 Juillet"."""
    if not named or _OF_DAY.search(text, max(0, start - 5), start):
        return bool(_DAY.match(text, start)) and not (named and _UNTIL.match(text, start))
    return bool(_YEAR.match(text, start) and _AFTER_MONTH.search(text[max(0, start - 12) : start]))


_LAST = re.compile(r"[\s']+(?:[^\W\d_]+)'?$")


def _without_trailing_particles(text: str, position: int, end: int) -> int:
    name = text[position:end]
    while True:
        parts = name.split()
        last = fold(parts[-1]).rstrip("'.") if parts else ""
        south = name.endswith(" Sur")  # "Av. Insurgentes Sur": no French "sur"
        match = _LAST.search(name) if last in _PARTICLES and not south else None
        if match:
            name = name[: match.start()]
        else:
            break
    return position + len(name) if name.strip(" '.") else position


__all__ = ["CLOSED", "FRENCH", "HISPANIC", "street_name_end"]
