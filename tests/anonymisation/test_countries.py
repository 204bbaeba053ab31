"""The country of a table that comes alone, from its own words; else France."""

import polars as pl
import pytest

from anonymisation.profiling.countries import country_of

ROWS = 12


def repeated(*values):
    return [values[place % len(values)] for place in range(ROWS)]


TABLES = {
    "VN": {
        "ho_ten": repeated("Trần Thị Bích", "Phạm Quốc Khánh", "Bùi Đức Thịnh"),
        "sdt": [f"090 {place + 120} 4{place:02d}1" for place in range(ROWS)],
    },
    "TN": {
        "cin": [f"0{place + 10}45 6{place + 10}" for place in range(ROWS)],
        "gsm": [f"22 {place + 120} 4{place + 10}" for place in range(ROWS)],
    },
    "MX": {
        "nombre": repeated("Itzel", "Ramiro"),
        "curp": repeated("—"),
        "celular": [f"55 12{place + 10} 56{place + 10}" for place in range(ROWS)],
    },
    "SN": {
        "attributaire": repeated("Coumba Sarr", "Ibou Faye"),
        "ninea": repeated("—"),
        "montant": repeated("125 000 FCFA", "80 000 F CFA"),
        "contact": [f"77 {place + 120} 45 {place + 10}" for place in range(ROWS)],
    },
    "BE": {
        "naam_nom": repeated("Peeters Griet", "Lambotte Luc"),
        "niss": repeated("—"),
        "gsm": [f"0475/12.3{place % 10}.5{place % 10}" for place in range(ROWS)],
    },
}

#: Tables without any register's name in their headers.
BARE = {
    "MX": {
        "folio": [str(place) for place in range(ROWS)],
        "valor_1": repeated("NECS160217HVZVHGA2", "VIVY140428MGRLLDA5", "CELE130820HTLVRDA6"),
    },
    "EC": {
        "detalle": repeated("Bacheo en Totoracocha", "Parque de Yanuncay", "Mercado de Gualaceo"),
        "telefono": [f"09 8{place + 10} 4{place + 10}" + "27" for place in range(ROWS)],
        "fecha": repeated("2024-03-01"),
        "monto": repeated("12,50"),
    },
    "BE": {
        "dossier": [str(place) for place in range(ROWS)],
        "compte": [f"BE73 8915 16{place + 10} 5560" for place in range(ROWS)],
    },
    "MA": {
        "v1": repeated("المشتكي يقطن بالحي الإداري", "ضجيج بالليل", "رخصة بناء"),
        "gsm": [f"06 61 2{place % 10} 45 {place + 10}" for place in range(ROWS)],
        "v3": repeated("Hay Riad, Rabat", "Salé, route de Kénitra", "Témara"),
    },
    "ES": {
        "c1": repeated("Ruido de las terrazas", "Farola en el parque", "Poda por el viento"),
        "c2": repeated("Abierta", "Cerrada"),
    },
}


@pytest.mark.parametrize("country", BARE)
def test_cells_alone_name_a_country(country, tmp_path):
    frame = pl.DataFrame(BARE[country])
    frame.write_parquet(tmp_path / "table.parquet")
    assert country_of(tmp_path / "table.parquet", frame.columns) == country


@pytest.mark.parametrize("country", TABLES)
def test_two_kinds_of_evidence_name_a_country(country, tmp_path):
    frame = pl.DataFrame(TABLES[country])
    frame.write_parquet(tmp_path / "table.parquet")
    assert country_of(tmp_path / "table.parquet", frame.columns) == country


@pytest.mark.parametrize(
    "table",
    [
        {"nom": ["Trần Thị Bích", "Martin", "Keita"], "telephone": ["06 12 34 56 78"] * 3},
        {"siret": ["21350238800019"] * 4, "gsm": [f"47{n} 12 34 56" for n in range(4)]},
        {"colonia": ["Centro"] * 5},  # one word is no proof
        {"quartier": ["Centre"] * 5, "voie": ["rue du Port"] * 5},
        {"nombre": [str(n) for n in range(9)]},
        {"vide": ["", "", ""]},
        {"voie": ["rue de Bruxelles", "avenue de Liège", "place de Namur", "rue d'Anvers"] * 3},
        {"lieu_naissance": ["Casablanca", "Rabat", "Fès"], "cin": ["A1", "B2", "C3"]},
        {
            "siret": ["21350238800019"] * 4,
            "obs": ["vol pour Tunis", "don de Sfax", "école de Sousse, Nabeul", ""],
        },
    ],
)
def test_france_s_own_signs_or_one_sign_alone_change_nothing(table, tmp_path):
    frame = pl.DataFrame(table)
    frame.write_parquet(tmp_path / "table.parquet")
    assert country_of(tmp_path / "table.parquet", frame.columns) is None
