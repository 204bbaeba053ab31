"""Properties: no planted identifier survives; the fast path agrees with Presidio's own engine."""

import re

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from presidio_analyzer import BatchAnalyzerEngine
from stdnum import luhn

from anonymisation.detection.detector import Detector, resolve
from anonymisation.reading.text import Text, fold, normalise
from anonymisation.recognisers import analyzer
from anonymisation.verification.rescan import residues


@st.composite
def nirs(draw) -> str:
    body = f"{draw(st.integers(1, 2))}{draw(st.integers(10, 99))}{draw(st.integers(1, 12)):02d}"
    body += f"{draw(st.integers(1, 95)):02d}{draw(st.integers(1, 989)):03d}"
    body += f"{draw(st.integers(1, 998)):03d}"
    key = f"{97 - int(body) % 97:02d}"
    gap = draw(st.sampled_from(["", " ", "\u00a0"]))
    return gap.join([body[0], body[1:3], body[3:5], body[5:7], body[7:10], body[10:], key])


@st.composite
def ibans(draw) -> str:
    bank = "".join(draw(st.lists(st.sampled_from("0123456789"), min_size=23, max_size=23)))
    whole = f"FR{98 - int(bank + '152700') % 97:02d}{bank}"
    if draw(st.booleans()):
        return " ".join(whole[i : i + 4] for i in range(0, 27, 4))
    return whole


@st.composite
def cards(draw) -> str:
    body = "4" + "".join(draw(st.lists(st.sampled_from("0123456789"), min_size=14, max_size=14)))
    whole = body + luhn.calc_check_digit(body)
    return " ".join(whole[i : i + 4] for i in range(0, 16, 4))


AROUND = st.sampled_from(
    ["", "Dossier", "voir", "n°", "le 12/03", ":", "(suite)", "École Jean Macé,", "à"]
)
PLANTED = st.one_of(nirs(), ibans(), cards())


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(AROUND, PLANTED, AROUND), min_size=1, max_size=5),
    st.sampled_from(["objet", "colonne", "nom_station"]),
)
def test_no_planted_checksum_identifier_survives(run, pieces, header):
    cells = [f"{before} {planted} {after}".strip() for before, planted, after in pieces]
    out = run(pl.DataFrame({header: cells, "zone": ["z"] * len(cells)}))
    if out.table is None:
        return
    shown = re.sub(r"\s", "", str(pl.read_parquet(out.table.path).to_dict(as_series=False)))
    for _, planted, _ in pieces:
        assert re.sub(r"\s", "", planted) not in shown


@given(st.text(max_size=60))
@settings(deadline=None)
def test_positions_survive_normalisation(value):
    text = normalise(value)
    for start in range(len(text.normal)):
        left, right = text.span(start, start + 1)
        assert 0 <= left <= right <= len(value)


@given(st.text(alphabet="AZaz09 éÉ-'@.[]()", max_size=40))
@settings(deadline=None)
def test_any_text_is_scanned_without_failing(value):
    if value:
        Detector("FR", 0.35).find(pl.Series([value]), "texte")
    assert list(residues(value)) is not None
    assert fold(value) == fold(fold(value))


MIX = [
    "Mme NDIAYE Fatou, 06 12 34 56 78",
    "École Jean Moulin",
    "12 rue des Lilas, 59000 Lille",
    "contact@lille.fr",
    "jean.dupont@free.fr",
    "FR76 3000 6000 0112 3456 7890 189",
    "AB-123-CD",
    "Fonctionnement 2024",
    "21590350100017",
    "née le 12/03/1984",
    "Signalé par Karim Belkacem",
    "192.168.1.40",
    "185057800608491",
    "GSM 0475 12 34 56",
    "Parc Barbieux",
    "12,5",
    "M. le Maire",
    "vive en calle Mayor 12",
    "12345678Z",
    "villa n° 45 Sicap",
    "CNI n° 1751199000123",
    "Jean Durand",
]


@pytest.mark.parametrize("header", ["texte", "telephone", "dni"])
@pytest.mark.parametrize("country", ["FR", "ES", "SN"])
def test_the_fast_path_finds_what_presidio_finds(header, country):
    batch = BatchAnalyzerEngine(analyzer(country, 0.35))
    results = batch.analyze_iterator(MIX, language="fr", context=[header])
    expected = {
        value: resolve(Text(value, value), list(found))
        for value, found in zip(MIX, results, strict=True)
        if found
    }
    assert Detector(country, 0.35).find(pl.Series(MIX), header) == expected
