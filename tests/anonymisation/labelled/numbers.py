"""Identifiers with valid check digits, phone numbers and plates, in the writings people use."""

import random

import phonenumbers
from stdnum import iban, luhn
from stdnum.ec import ci, ruc
from stdnum.es import ccc, cif, dni, nie
from stdnum.fr import siren
from stdnum.mx import curp

MOBILE = {
    "FR": (["6.##.##.##.##", "7.##.##.##.##"], "33"),
    "BE": (["4##.##.##.##"], "32"),
    "ES": (["6##.###.###", "6##.##.##.##", "7##.###.###"], "34"),
    "EU": (["6##.###.###", "6##.##.##.##"], "34"),
    "EC": (["99.###.####", "98.###.####", "9########"], "593"),
    "MX": (["55.####.####", "33.####.####", "81.####.####"], "52"),
    "SN": (["77.###.##.##", "78.###.##.##", "76.###.##.##"], "221"),
    "TN": (["2#.###.###", "9#.###.###", "5#.###.###"], "216"),
    "MA": (["6.##.##.##.##", "661.######", "6########"], "212"),
    "VN": (["91#.###.###", "98#.###.###", "32#.###.###"], "84"),
}
HOME = {
    "FR": ["3.2#.##.##.##", "1.4#.##.##.##", "4.7#.##.##.##", "2.9#.##.##.##"],
    "BE": ["2.###.##.##", "81.##.##.##", "4.2##.##.##"],
    "ES": ["91#.###.###", "95#.###.###"],
    "EU": ["94#.###.###"],
    "EC": ["2.2##.####", "2.3##.####"],
    "MX": ["55.5###.####", "222.###.####"],
    "SN": ["33.82#.##.##", "33.86#.##.##"],
    "TN": ["71.###.###", "74.###.###"],
    "MA": ["5.22.##.##.##", "5.37.##.##.##"],
    "VN": ["24.3###.####", "28.3###.####"],
}
#: Countries whose national writing begins with 0.
TRUNK = {"FR", "BE", "EC", "MA", "VN"}
PLATES = "ABCDEFGHJKLMNPQRSTVWXYZ"


def digits(draw: random.Random, count: int) -> str:
    return "".join(draw.choice("0123456789") for _ in range(count))


def phone(draw: random.Random, country: str, patterns: list[str]) -> str:
    """A number the country's plan allows, in a national or international writing."""
    code = MOBILE[country][1]
    while True:
        pattern = draw.choice(patterns)
        number = "".join(draw.choice("0123456789") if c == "#" else c for c in pattern)
        bare = number.replace(".", "")
        if phonenumbers.is_valid_number(phonenumbers.parse(f"+{code}{bare}")):
            break
    grouped = number.replace(".", draw.choice([" ", " ", " ", ".", "-", ""]))
    trunk = "0" if country in TRUNK else ""
    shapes = [trunk + grouped] * 5 + [f"+{code} {grouped}", f"+{code}{bare}", f"00{code}{bare}"]
    if trunk:
        shapes += [f"+{code} (0){grouped}"]
    if country == "BE":
        rest = number.split(".", 1)
        shapes += [f"0{rest[0]}/{rest[1]}"] * 2
    return draw.choice(shapes)


def mobile(draw: random.Random, country: str) -> str:
    return phone(draw, country, MOBILE[country][0])


def home_phone(draw: random.Random, country: str) -> str:
    return phone(draw, country, HOME[country])


def siret(draw: random.Random) -> str:
    while True:
        number = digits(draw, 8)
        number += luhn.calc_check_digit(number)
        if siren.is_valid(number) and not number.startswith("356"):
            full = number + "000" + draw.choice("1234")
            return full + luhn.calc_check_digit(full)


def body_number(draw: random.Random, country: str) -> str:
    """The number of a legal person, as its country writes it; check digits where they exist."""
    return _BODIES.get(country, siret)(draw)


def _belgian_body(draw: random.Random) -> str:
    body = f"0{draw.randint(4000000, 7999999)}"
    body += f"{97 - int(body) % 97:02d}"
    return draw.choice([body, f"{body[:4]}.{body[4:7]}.{body[7:]}"])


def _spanish_body(draw: random.Random) -> str:
    body = draw.choice("GBA") + digits(draw, 7)
    return body + cif.calc_check_digits(body)[0]


def _ecuadorian_body(draw: random.Random) -> str:
    while True:
        body = f"179{digits(draw, 7)}001"
        if ruc.is_valid(body):
            return body


def _mexican_body(draw: random.Random) -> str:
    day = f"{draw.randint(80, 99)}0{draw.randint(1, 9)}15"
    return f"{draw.choice(['CDP', 'GCH', 'DIM'])}{day}{draw.choice('AB')}{digits(draw, 2)}"


_BODIES = {
    "BE": _belgian_body,
    "ES": _spanish_body,
    "EU": _spanish_body,
    "EC": _ecuadorian_body,
    "MX": _mexican_body,
    "SN": lambda draw: f"00{digits(draw, 7)} {draw.choice(['2G3', '1C1', '2V2'])}",
    "TN": lambda draw: f"{digits(draw, 7)}/{draw.choice('ABC')}/P/M/000",
    "MA": lambda draw: f"00{draw.randint(1000000, 2999999)}0000{digits(draw, 2)}",
    "VN": lambda draw: f"0{draw.choice('13')}{digits(draw, 8)}",
}


def nir(draw: random.Random, key: bool = True) -> str:
    """A French social security number, Corsica included; key or not, spaced or not."""
    place = draw.choice(["59", "62", "75", "2A", "2B", "99", "13", "974"])
    body = f"{draw.choice('12')}{draw.randint(30, 99)}{draw.randint(1, 12):02d}{place}"
    body += f"{draw.randint(1, 10 ** (10 - 5 - len(place)) - 1):0{10 - 5 - len(place)}d}"
    body += f"{draw.randint(1, 899):03d}"
    number = int(body.replace("2A", "19").replace("2B", "18"))
    check = f"{97 - number % 97:02d}"
    spaced = " ".join([body[0], body[1:3], body[3:5], body[5:7], body[7:10], body[10:]])
    if not key:
        return draw.choice([body, spaced])
    return draw.choice([body + check, f"{spaced} {check}", f"{body} {check}"])


def iban_number(draw: random.Random, country: str) -> str:
    """An IBAN of France, Belgium or Spain, valid national keys included."""
    while True:
        whole = _iban(draw, country)
        if iban.is_valid(whole):
            break
    grouped = " ".join(whole[place : place + 4] for place in range(0, len(whole), 4))
    return draw.choice([whole, grouped])


def _iban(draw: random.Random, country: str) -> str:
    if country == "FR":
        bank, account = digits(draw, 10), digits(draw, 11)
        rest = bank + account
        number = 89 * int(bank[:5]) + 15 * int(bank[5:]) + 3 * int(account)
        rest += f"{97 - number % 97:02d}"
    elif country == "BE":
        rest = digits(draw, 10)
        rest += f"{int(rest) % 97 or 97:02d}"
    else:
        rest = digits(draw, 8) + "00" + digits(draw, 10)
        rest = rest[:8] + ccc.calc_check_digits(rest) + rest[10:]
    letters = {"FR": "152700", "BE": "111400", "ES": "142800"}.get(country, "142800")
    land = country if country in ("FR", "BE") else "ES"
    return f"{land}{98 - int(rest + letters) % 97:02d}{rest}"


def plate(draw: random.Random, country: str) -> str:
    a, b, c = (draw.choice(PLATES) for _ in range(3))
    n = digits(draw, 4)
    shapes = {
        "FR": [f"{a}{b}-{n[:3]}-{c}{a}"] * 3 + [f"{a}{b} {n[:3]} {c}{a}", f"{n} {a}{b} 59"],
        "BE": [f"1-{a}{b}{c}-{n[:3]}", f"2-{a}{b}{c}-{n[:3]}"],
        "ES": [f"{n} {a}{b}{c}".translate(str.maketrans("AEIOUQ", "BCDFGH")), f"{n}BCD"],
        "EC": [f"P{a}{b}-{n}", f"G{a}{b}-0{n[:3]}"],
        "MX": [f"{a}{b}{c}-{n[:3]}-{a}"],
        "SN": [f"DK-{n}-{a}{b}", f"{a}{b}-{n[:3]}-{c}{a}"],
        "TN": [f"{n[1:]} TUN {n}", f"{n[1:]} TU {n}"],
        "MA": [f"{n}{n[0]}-A-{n[:2]}", f"{n}-B-6"],
        "VN": [f"29A-{n}{n[0]}", f"51F-{n[:3]}.{n[2:]}"],
    }
    return draw.choice(shapes["ES" if country == "EU" else country])


def birth(draw: random.Random) -> tuple[int, int, int]:
    """Day, month, year."""
    return draw.randint(1, 28), draw.randint(1, 12), draw.randint(1932, 2016)


def identifier(draw: random.Random, country: str) -> tuple[str, str]:
    """A national identifier and its type, as the scorer names it."""
    return _MAKERS[country](draw)


def _belgian(draw: random.Random) -> tuple[str, str]:
    day, month, year = birth(draw)
    body = f"{year % 100:02d}{month:02d}{day:02d}{draw.randint(1, 997):03d}"
    key = 97 - int(("2" if year >= 2000 else "") + body) % 97
    shapes = [
        f"{body}{key:02d}",
        f"{body[:2]}.{body[2:4]}.{body[4:6]}-{body[6:]}.{key:02d}",
        f"{body[:6]} {body[6:]} {key:02d}",
    ]
    return draw.choice(shapes), "BE_NRN"


def _spanish(draw: random.Random) -> tuple[str, str]:
    if draw.random() < 0.25:
        body = draw.choice("XYZ") + digits(draw, 7)
        return body + nie.calc_check_digit(body), "ES_NIF"
    body = digits(draw, 8)
    key = dni.calc_check_digit(body)
    dotted = f"{body[:2]}.{body[2:5]}.{body[5:]}-{key}"
    return draw.choice([body + key, f"{body}-{key}", dotted, f"{body} {key}"]), "ES_NIF"


def _ecuadorian(draw: random.Random) -> tuple[str, str]:
    while True:
        body = f"{draw.randint(1, 24):02d}{draw.randint(0, 5)}{digits(draw, 6)}"
        for key in "0123456789":
            if ci.is_valid(body + key):
                return draw.choice([body + key, f"{body}-{key}"]), "EC_CEDULA"


def _mexican(draw: random.Random) -> tuple[str, str]:
    day, month, year = birth(draw)
    vowels, rest = "AEIOU", "BCDFGHJKLMNPRSTVZ"
    body = draw.choice(rest) + draw.choice(vowels) + draw.choice(rest) + draw.choice(rest)
    body = body.replace("CAC", "CAD").replace("PED", "PER").replace("MEA", "MER")
    body += f"{year % 100:02d}{month:02d}{day:02d}{draw.choice('HM')}"
    body += draw.choice(["DF", "JC", "NL", "OC", "MC"])
    body += "".join(draw.choice(rest) for _ in range(3)) + ("A" if year >= 2000 else "0")
    return body + curp.calc_check_digit(body), "MX_CURP"


def _senegalese(draw: random.Random) -> tuple[str, str]:
    body = f"{draw.choice('12')}{draw.randint(100, 899)}{draw.randint(1940, 2004)}{digits(draw, 5)}"
    spaced = f"{body[0]} {body[1:4]} {body[4:8]} {body[8:]}"
    return draw.choice([body, spaced]), "SN_NIN"


def _tunisian(draw: random.Random) -> tuple[str, str]:
    return draw.choice("01") + digits(draw, 7), "TN_CIN"


def _moroccan(draw: random.Random) -> tuple[str, str]:
    letters = draw.choice(["A", "BK", "BE", "JC", "EE", "D", "K", "CD"])
    return letters + digits(draw, 6), "MA_CIN"


def _vietnamese(draw: random.Random) -> tuple[str, str]:
    _, _, year = birth(draw)
    sex = draw.randint(0, 1) + (2 if year >= 2000 else 0)
    place = draw.choice(["001", "079", "048", "046", "031"])
    return f"{place}{sex}{year % 100:02d}{digits(draw, 6)}", "VN_CCCD"


_MAKERS = {
    "FR": lambda draw: (nir(draw), "NIR"),
    "BE": _belgian,
    "ES": _spanish,
    "EU": _spanish,
    "EC": _ecuadorian,
    "MX": _mexican,
    "SN": _senegalese,
    "TN": _tunisian,
    "MA": _moroccan,
    "VN": _vietnamese,
}
