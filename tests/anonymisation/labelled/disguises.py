"""Personal data in disguise: spaced, spelled, glued, marked up, badly decoded."""

from labelled.numbers import PLATES, digits
from labelled.people import MONTHS, Author, Person, bare
from labelled.pieces import Cell, Labelled, Piece, fill

LOOKALIKES = str.maketrans({"a": "а", "e": "е", "o": "о", "c": "с", "p": "р", "x": "х", "i": "і"})
SHORT = [
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
]
DAYS = {1: "premier", 2: "deux", 5: "cinq", 12: "douze", 15: "quinze", 21: "vingt et un"}


def mojibake(text: str) -> str:
    """UTF-8 read as Windows-1252, where that is possible."""
    return text.encode().decode("cp1252", "replace") if _readable(text) else text


def _readable(text: str) -> bool:
    try:
        text.encode().decode("cp1252")
    except UnicodeDecodeError:
        return False
    return True


def spread(text: str, glue: str) -> str:
    return glue.join(text)


def _mail(who: Person) -> tuple[str, str]:
    return tuple(who.mail().split("@"))  # type: ignore[return-value]


def _at(a: Author, who: Person) -> Piece:
    box, host = _mail(who)
    name, end = host.rsplit(".", 1)
    shapes = [
        f"{box} [at] {host}",
        f"{box}(at){name}(dot){end}",
        f"{box} arobase {name} point {end}",
        f"{box}＠{host}",
        f"{box} @ {host}",
        f"{box} AT {name} DOT {end}",
        f"{box}&#64;{host}",
        f"{box}@\u200b{host}",
        f"{box}{{at}}{host}",
        f"{box}[arobase]{host}",
        f"{box} <at> {name} <dot> {end}",
        f"{box}@{name} . {end}",
    ]
    return a.pick(shapes), "EMAIL", "true"


def _phone(a: Author, who: Person) -> Piece:
    number = "06" + digits(a.random, 8)
    pairs = [number[place : place + 2] for place in range(0, 10, 2)]
    shapes = [
        spread(number, " "),
        spread(number, "."),
        "\u00a0".join(pairs),
        "\u202f".join(pairs),
        "_".join(pairs),
        "/".join(pairs),
        " - ".join(pairs),
        f"{pairs[0]} {number[2:6]} {number[6:]}",
        number.replace("0", "O"),
        "".join(chr(ord("０") + int(c)) for c in number),
        f"({pairs[0]}) {' '.join(pairs[1:])}",
        f"{number[:5]} {number[5:]}",
        f"0033(0){number[1:]}",
        f"+33.{number[1]}.{'.'.join(pairs[1:])}",
        " ".join(pairs[:2]) + "  " + " ".join(pairs[2:]),
    ]
    return a.pick(shapes), "PHONE", "true"


def _name(a: Author, who: Person) -> Piece:
    first, last = who.first, who.last
    shapes = [
        f"{last.upper()}_{first}",
        f"{bare(first).lower()}.{bare(last).lower()}",
        f"{first}\u00a0{last.upper()}",
        f"{first}\u200b {last}",
        f"{first.translate(LOOKALIKES)} {last.translate(LOOKALIKES)}",
        mojibake(f"{first} {last}"),
        f"{first.replace(' ', '')}{last.replace(' ', '').capitalize()}",
        f"{last.upper()}-{first.upper()}",
        f"{first} <b>{last}</b>",
        f"{last.upper()} ({first})",
        f"{last.upper()}, {first}",
        spread(last.upper(), " "),
        f"{first}  {last.upper()}",
        f"{first}\n{last}",
    ]
    return a.pick(shapes), "PERSON", "true"


def _born(a: Author, who: Person) -> Piece:
    day, month, year = a.random.choice(list(DAYS)), who.born[1], who.born[2]
    name = MONTHS[month - 1]
    shapes = [
        f"{DAYS[day]} {name} {year}",
        f"{day} {bare(name)} {year % 100:02d}",
        f"{day:02d}{month:02d}{year}",
        f"{day:02d} {month:02d} {year}",
        f"{day}.{month}.{year}",
        f"{day:02d}/{month:02d}/{year % 100:02d}",
        f"{day} {SHORT[month - 1]} {year}",
    ]
    return a.pick(shapes), "BIRTH_DATE", "true"


def _insee(a: Author, who: Person) -> Piece:
    number = a.slot("nirk", [who, who])[0].replace(" ", "")
    shapes = [
        number,
        spread(number, " "),
        number[:7] + "." + number[7:],
        f"{number[:1]}-{number[1:]}",
    ]
    return a.pick(shapes), "NIR", "true"


def _bank(a: Author, who: Person) -> Piece:
    number = a.slot("iban", [who, who])[0].replace(" ", "")
    shapes = [number.lower(), "-".join(number[p : p + 4] for p in range(0, len(number), 4))]
    shapes += [spread(number, " "), f"{number[:4]} {number[4:]}"]
    return a.pick(shapes), "IBAN", "true"


def _plate(a: Author, who: Person) -> Piece:
    x, y = ("".join(a.random.choice(PLATES) for _ in range(2)) for _ in range(2))
    plain = f"{x}{digits(a.random, 3)}{y}"
    shapes = [
        plain,
        plain.lower(),
        f"{plain[:2]} {plain[2:5]} {plain[5:]}",
        f"{plain[:2]}_{plain[2:5]}_{plain[5:]}",
    ]
    return a.pick(shapes), "LICENSE_PLATE", "true"


def _link(a: Author, who: Person) -> Piece:
    return who.mail().replace("@", a.pick(["@", "%40"])), "EMAIL", "true"


def _home(a: Author, who: Person) -> Piece:
    number, street = a.random.randint(1, 200), a.pick(["rue des Lilas", "avenue Foch"])
    shapes = [
        f"{number},{street}",
        f"{number}{street.upper()}",
        f"{number}\u00a0{street}",
        f"n°{number} {bare(street)}",
        f"{street} n° {number}",
        f"{number}bis {street.upper()}",
        f"{number} {street.replace('rue', 'r.').replace('avenue', 'av.')}",
        f"{number}\n{street}",
    ]
    return a.pick(shapes), "ADDRESS", "true"


SLOTS = {
    "at": _at,
    "phone": _phone,
    "name": _name,
    "born": _born,
    "insee": _insee,
    "bank": _bank,
    "car": _plate,
    "link": _link,
    "home": _home,
}
SENTENCES = [
    "me joindre : {phone}",
    "écrire à {at} avant vendredi",
    "Mme {name} habite {home}",
    "dossier de M. {name}, né le {born}",
    "N° de sécurité sociale {insee}",
    "compte {bank}",
    "véhicule immatriculé {car}",
    "http://portail.example.org/relance?mail={link}&lang=fr",
    '<a href="mailto:{link}">écrire</a>',
    "<p>Signalé par <strong>{name}</strong></p>",
    "tél. {phone} / {at}",
    "Demandeur : {name} - {phone}",
    "adresse : {home}",
    "SIGNALEMENT DE {name} DU 12 MARS",
    '{{"nom": "{name}", "tel": "{phone}"}}',
    "nom={name};mail={at}",
    "Date de naissance : {born}",
]


def say(a: Author, template: str) -> Cell:
    who = a.person()
    return fill(
        template.replace("{{", "\x02").replace("}}", "\x03"),
        lambda slot: SLOTS[slot](a, who),
    )


def tidy(cell: Cell) -> Cell:
    """Braces of the text itself, put back."""
    return [
        piece.replace("\x02", "{").replace("\x03", "}") if isinstance(piece, str) else piece
        for piece in cell
    ]


def disguises(author: Author, rows: int = 150) -> Labelled:
    """Disguises in sentences, and in columns that say what they hold."""
    made = Labelled()
    a = author
    texts = [
        [[str(place)], tidy(say(a, SENTENCES[place % len(SENTENCES)]))] for place in range(rows)
    ]
    made.add("textes", "id remarque", texts)
    columns = ["nom", "telephone", "courriel", "date_naissance", "nir", "iban", "immatriculation"]
    slots = ["{name}", "{phone}", "{at}", "{born}", "{insee}", "{bank}", "{car}"]
    table = [[say(a, slot) for slot in slots] for _ in range(rows // 4)]
    made.add("colonnes", [*columns, "adresse"], [[*row, say(a, "{home}")] for row in table])
    silent = [[say(a, slot) for slot in slots[:4]] for _ in range(rows // 6)]
    made.add("muet", "a1 a2 a3 a4", silent)
    return made
