"""For any table made of labelled pieces, what the gate lets through holds no must-mask piece.

Pieces are drawn, written in the ways people write them, set among harmless words, and put under
headers that say what they are, that lie, or that say nothing; rows may be shifted by one cell.
"""

import re
import unicodedata
from dataclasses import dataclass

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.be import nn
from stdnum.es import dni

from federation.model import CONFORMS, SchemaRef, TableContext, Verdict


@dataclass(frozen=True)
class Piece:
    """A text that must not be read, and the part of it that gives somebody away."""

    text: str
    secret: str

    def leaks(self, cell: str) -> bool:
        return _bare(self.secret) in _bare(cell)


def _bare(text: str) -> str:
    """Letters and digits only, without case or accents."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[\W_]", "", "".join(c for c in folded if not unicodedata.combining(c)))


def digits(count: int):
    return st.text("0123456789", min_size=count, max_size=count)


@st.composite
def nirs(draw) -> Piece:
    body = f"{draw(st.sampled_from('12'))}{draw(st.integers(10, 99))}"
    body += f"{draw(st.integers(1, 12)):02d}"
    place = draw(st.sampled_from(["59", "75", "13", "2A", "2B", "99"]))
    rest = f"{draw(st.integers(1, 899)):03d}{draw(st.integers(1, 998)):03d}"
    number = int(body + place.replace("2A", "19").replace("2B", "18") + rest)
    parts = [body[0], body[1:3], body[3:5], place, rest[:3], rest[3:], f"{97 - number % 97:02d}"]
    text = draw(st.sampled_from(["", " ", "\u00a0"])).join(parts)
    return Piece(text, text)


@st.composite
def ibans(draw) -> Piece:
    bank = draw(digits(23))
    whole = f"FR{98 - int(bank + '152700') % 97:02d}{bank}"
    groups = " ".join(whole[i : i + 4] for i in range(0, 27, 4))
    return Piece(draw(st.sampled_from([whole, groups])), whole)


@st.composite
def cards(draw) -> Piece:
    body = "4" + draw(digits(14))
    whole = body + luhn.calc_check_digit(body)
    gap = draw(st.sampled_from([" ", "-"]))
    return Piece(gap.join(whole[i : i + 4] for i in range(0, 16, 4)), whole)


@st.composite
def belgian(draw) -> Piece:
    body = (
        f"{draw(st.integers(40, 99))}{draw(st.integers(1, 12)):02d}{draw(st.integers(1, 28)):02d}"
    )
    body += f"{draw(st.integers(1, 997)):03d}"
    whole = body + f"{97 - int(body) % 97:02d}"
    assert nn.is_valid(whole)
    return Piece(f"{whole[:2]}.{whole[2:4]}.{whole[4:6]}-{whole[6:9]}.{whole[9:]}", whole)


@st.composite
def spanish(draw) -> Piece:
    number = draw(digits(8))
    return Piece(f"{number}-{dni.calc_check_digit(number)}", number)


@st.composite
def mobiles(draw) -> Piece:
    start = draw(st.sampled_from(["06", "07"]))
    pairs = [start, *(draw(digits(2)) for _ in range(4))]
    gap = draw(st.sampled_from([" ", ".", "-"]))
    text = gap.join(pairs)
    if draw(st.booleans()):
        text = f"+33 {start[1]} " + " ".join(pairs[1:])
    return Piece(text, "".join(pairs[1:]))


FIRST = ["Élodie", "Mamadou", "Karim", "Ndèye", "Jean-Noël", "Itziar", "Gwenaëlle", "Sandrine"]
LAST = st.lists(
    st.sampled_from(["bel", "car", "dou", "fer", "gan", "lem", "nor", "pel", "rou", "tre", "val"]),
    min_size=2,
    max_size=3,
).map(lambda parts: "".join([*parts, "ard"]).capitalize())


@st.composite
def emails(draw) -> Piece:
    first, last = _bare(draw(st.sampled_from(FIRST))), draw(LAST).lower()
    at = draw(st.sampled_from(["@", "@", " [at] ", "(arobase)", "&commat;"]))
    name = draw(st.sampled_from([f"{first}.{last}", f"{first[0]}.{last}", f"{last}{first[0]}42"]))
    return Piece(f"{name}{at}{draw(st.sampled_from(['free.fr', 'gmail.com']))}", name)


@st.composite
def titled(draw) -> Piece:
    title = draw(st.sampled_from(["M.", "Mme", "Mlle", "Monsieur", "Madame", "Dr", "Maître"]))
    last = draw(LAST)
    shown = draw(st.sampled_from([last, last.upper()]))
    first = draw(st.sampled_from(["", *FIRST]))
    return Piece(" ".join(filter(None, [title, first, shown])), last)


@st.composite
def framed(draw) -> Piece:
    say = draw(st.sampled_from(["Signalé par", "appartenant à", "représenté par", "je soussigné"]))
    last = draw(LAST)
    return Piece(f"{say} {draw(st.sampled_from(FIRST))} {last}", last)


@st.composite
def births(draw) -> Piece:
    day = f"{draw(st.integers(13, 28))}/{draw(st.integers(1, 12)):02d}"
    return Piece(f"né le {day}/{draw(st.integers(1930, 2004))}", day)


PIECES = st.one_of(
    nirs(),
    ibans(),
    cards(),
    belgian(),
    spanish(),
    mobiles(),
    emails(),
    titled(),
    framed(),
    births(),
)
#: Numbers with a check digit and mailboxes: hidden wherever they stand, whatever the column.
SURE = st.one_of(nirs(), ibans(), cards(), emails())
HARMLESS = [
    "",
    "Nid-de-poule rue Jean Jaurès",
    "Lampadaire éteint devant l'école Simone Veil.",
    "Dossier complet",
    "lot 3",
    "voir contact@lille.fr",
    "parc Barbieux",
    "12/03/2024",
    "1 250,00 €",
]
TEXTS = ["objet", "observations", "commentaire", "colonne_7", "divers", "zz", "remarque interne"]
LYING = ["nom_station", "commune", "montant", "type", "date", "site web", "surface"]


@st.composite
def cells(draw, pieces) -> tuple[str, Piece | None]:
    before, after = draw(st.sampled_from(HARMLESS)), draw(st.sampled_from(HARMLESS))
    if draw(st.integers(0, 3)) == 0:
        return f"{before} {after}".strip(), None
    piece = draw(pieces)
    mark = draw(st.sampled_from([" ", ", ", " : ", "\n", "\u00a0"]))
    return mark.join(filter(None, [before, piece.text, after])), piece


def check(out, columns: dict[str, list[tuple[str, Piece | None]]]) -> None:
    """Nothing of a piece can be read in the cell it stood in, unless the rest of it says so too."""
    if out.table is None:
        assert out.report.verdict is Verdict.QUARANTINE
        return
    after = pl.read_parquet(out.table.path)
    for name, made in columns.items():
        if name not in after.columns:
            continue
        for cell, (_, piece) in zip(after[name].to_list(), made, strict=True):
            assert piece is None or not piece.leaks(cell), (name, piece, cell)


slowly = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def tables(draw, headers, pieces):
    names = draw(st.lists(st.sampled_from(headers), min_size=1, max_size=3, unique=True))
    rows = draw(st.integers(1, 6))
    return {name: [draw(cells(pieces)) for _ in range(rows)] for name in names}


def frame_of(columns: dict[str, list[tuple[str, Piece | None]]]) -> pl.DataFrame:
    texts = {name: [cell for cell, _ in made] for name, made in columns.items()}
    rows = len(next(iter(texts.values())))
    texts |= {"secteur": ["nord"] * rows, "statut": ["ouvert"] * rows, "voie": ["rue A"] * rows}
    return pl.DataFrame(texts, dict.fromkeys(texts, pl.String))


@slowly
@given(tables(TEXTS, PIECES))
def test_texts_let_no_piece_through(run, columns):
    check(run(frame_of(columns)), columns)


@slowly
@given(tables([*TEXTS, *LYING], SURE))
def test_headers_that_lie_let_no_sure_identifier_through(run, columns):
    check(run(frame_of(columns)), columns)


SUBSIDIES = (
    "nomAttribuant",
    "idAttribuant",
    "dateConvention",
    "referenceDecision",
    "nomBeneficiaire",
    "idBeneficiaire",
    "objet",
    "montant",
)


@slowly
@given(st.data())
def test_schema_columns_let_no_sure_identifier_through(run, data):
    names = data.draw(st.lists(st.sampled_from(SUBSIDIES), min_size=1, max_size=4, unique=True))
    rows = data.draw(st.integers(1, 5))
    columns = {name: [data.draw(cells(SURE)) for _ in range(rows)] for name in names}
    others = {name: [("x", None)] * rows for name in SUBSIDIES if name not in names}
    table = frame_of({**others, **columns}).with_columns(pl.lit(False).alias(CONFORMS))
    check(run(table, TableContext("s", schema=SchemaRef("scdl/subventions"))), columns)


@slowly
@given(st.data())
def test_a_row_shifted_by_one_cell_names_no_beneficiary(run, data):
    right = [
        *("Ville de Lille", "21590350100017", "2024-03-12", "D-1"),
        *("Association Le Fil", "73282932000074", "Aide", "100"),
    ]
    first, last = data.draw(st.sampled_from(FIRST)), data.draw(LAST)
    person = data.draw(st.sampled_from([f"{first} {last}", f"{last.upper()} {first}"]))
    by = data.draw(st.integers(-3, 3))
    row = [*right[:4], person, "", "Aide", "100"]
    row = row[by:] + row[:by]
    rows = [right] * 6 + [row]
    frame = pl.DataFrame(rows, list(SUBSIDIES), orient="row")
    conforms = pl.Series(CONFORMS, [True] * 6 + [by == 0])
    context = TableContext("s", schema=SchemaRef("scdl/subventions"))
    out = run(frame.with_columns(conforms), context)
    if out.table is not None:
        shown = pl.read_parquet(out.table.path).drop(CONFORMS).row(6)
        assert _bare(last) not in _bare(" ".join(shown))


REGISTER = {
    "nom": LAST.map(lambda last: Piece(last.upper(), last)),
    "prenom": st.sampled_from(FIRST).map(lambda first: Piece(first, first)),
    "date_naissance": births().map(lambda piece: Piece(piece.text[6:], piece.secret)),
    "adresse": st.builds(
        lambda number, way: Piece(f"{number} {way}, 59000 Lille", f"{number} {way}"),
        st.integers(1, 250),
        st.sampled_from(["rue des Lilas", "avenue Foch", "impasse du Puits", "quai du Wault"]),
    ),
    "telephone": mobiles(),
    "courriel": emails(),
    "latitude": st.decimals(48, 51, places=6).map(lambda d: Piece(f"{d:f}", f"{d:f}"[:6])),
    "numero_secu": nirs(),
    "iban": ibans(),
}


@slowly
@given(st.data())
def test_registers_of_persons_publish_nobody(run, data):
    more = data.draw(st.lists(st.sampled_from(sorted(REGISTER)), max_size=4, unique=True))
    names = dict.fromkeys(["nom", "prenom", *more])
    rows = data.draw(st.integers(1, 6))
    columns = {
        name: [(piece.text, piece) for piece in [data.draw(REGISTER[name]) for _ in range(rows)]]
        for name in names
    }
    notes = [f"Vu {columns['nom'][i][0]} hier" for i in range(rows)]
    columns["observations"] = [(note, columns["nom"][i][1]) for i, note in enumerate(notes)]
    check(run(frame_of(columns)), columns)
