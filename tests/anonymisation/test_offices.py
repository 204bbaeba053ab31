"""People named for what they do in public, and how their offices are reached."""

import polars as pl
import pytest

GIVEN = ("Nina", "Luc", "Awa", "Itziar", "Karim", "Odile", "Yves", "Salma", "Hugo", "Rosa")
FAMILY = (
    *("VARDON", "KERLEC", "NDIAYE", "AGIRRE", "BELKADI", "MORVANT", "MORLEC", "ZERROUK"),
    *("LESTREN", "PALOMBE"),
)
NAMES = [f"{first} {last}" for first, last in zip(GIVEN, FAMILY, strict=True)]


def read(out) -> pl.DataFrame:
    return pl.read_parquet(out.table.path)


def test_members_of_a_commission_are_named(run, frame):
    before = frame(
        INSTANCE=["Appel d'offres"] * 10,
        QUALITE=["titulaire"] * 10,
        MEMBRE=NAMES,
        SUPPLEANT=NAMES[::-1],
        DATE_DESIGN=["2024-03-12"] * 10,
    )
    assert read(run(before)).equals(before)


def test_so_are_those_present_at_a_session(run, frame):
    present = [f"{one}, {other}" for one, other in zip(NAMES, NAMES[::-1], strict=True)]
    before = frame(SEANCE=["3 juin 2024"] * 10, PRESENTS=present, SECRETAIRE=NAMES)
    assert read(run(before)).equals(before)


@pytest.mark.parametrize(
    "columns",
    [
        {"INSTANCE": ["Attribution"] * 10, "MEMBRE": NAMES, "PRESENTS": NAMES, "DEMANDEUR": NAMES},
        {"BUREAU": ["12"] * 10, "PRESIDENT": NAMES, "SECRETAIRE": NAMES},
        {
            "COMMISSION": ["Logement"] * 10,
            "TITULAIRE": NAMES,
            "PRESENT": NAMES,
            "date_naissance": ["1980-04-02"] * 10,
        },
    ],
)
def test_who_asks_or_helps_is_no_member(run, frame, columns):
    masked = read(run(frame(**columns)))
    people = [name for name in columns if columns[name] is NAMES]
    assert not any(set(masked[name]) & set(NAMES) for name in people)


def test_heads_of_services_stand_in_the_organisation_chart(run, frame):
    before = frame(
        DIRECTION=["Voirie"] * 10,
        FONCTION=["Directrice"] * 10,
        TITULAIRE=NAMES,
        STANDARD=[f"03 20 49 50 {number:02d}" for number in range(10)],
    )
    assert read(run(before)).equals(before)


def test_staff_with_their_births_and_numbers_is_a_file_of_persons(run, frame):
    table = frame(
        SERVICE=["Voirie"] * 10,
        FONCTION=["Agent"] * 10,
        NOM=NAMES,
        date_naissance=[f"198{number}-04-02" for number in range(10)],
    )
    assert not set(read(run(table))["NOM"]) & set(NAMES)


def test_a_line_that_many_people_share_is_an_office_s(run, frame):
    lines = ["03 20 49 50 00"] * 6 + [f"06 12 34 56 {number:02d}" for number in range(4)]
    out = read(run(frame(demandeur=NAMES, telephone=lines)))
    assert out["telephone"].to_list()[:6] == lines[:6]
    assert set(out["telephone"].to_list()[6:]) == {"[téléphone]"}
    # One person's own line, however often the person comes.
    mine = read(run(frame(demandeur=NAMES[:1] * 10, telephone=lines[:1] * 10)))
    assert set(mine["telephone"]) == {"[téléphone]"}


def test_a_mailbox_at_a_private_provider_is_somebody_s(run, frame):
    mailboxes = ["marais.verts@free.fr"] * 10
    out = read(run(frame(demandeur=NAMES, courriel=mailboxes)))
    assert set(out["courriel"]) == {"[courriel]"}


def test_few_lines_in_many_rows_are_offices_whatever_the_column_is_called(run, frame):
    names = NAMES * 4
    sites = ["03 20 49 50 00", "03 20 49 50 11"] * 20
    out = read(run(frame(nom_prenom=names, tel_site=sites)))
    assert out["tel_site"].to_list() == sites


def test_officials_of_a_column_are_named_in_the_texts_too(run, frame):
    acts = [f"Sur le rapport de {name}, crédit voté" for name in NAMES]
    acts[0] = "Aide individuelle à Xabirne Qoldrau, sur avis de VARDON Nina"
    out = read(run(frame(objet=acts, rapporteur=NAMES)))
    assert out["objet"].to_list()[1:] == acts[1:]
    assert "VARDON Nina" in out["objet"][0]
    # Without the column, the same names are anybody's.
    some = NAMES[:5]
    alone = read(run(frame(objet=[f"Secours versé à {name}" for name in some])))
    assert not any(name in "".join(alone["objet"]) for name in some)


def test_who_is_named_once_with_an_office_is_so_elsewhere(run, frame):
    texts = ["Inauguré par Luc KERLEC, adjoint à la culture", "Avis de Luc Kerlec : favorable"]
    out = read(run(frame(observations=[*texts, "Avis de Awa NDIAYE : favorable"] * 3)))
    assert out["observations"].to_list()[:2] == texts
    assert "NDIAYE" not in out["observations"][2]


def test_who_built_a_monument_is_history_who_owns_it_is_not(run, frame):
    table = frame(
        APPELLATION=[f"Hôtel {name}" for name in FAMILY],
        SIECLE=["XVIIe"] * 10,
        PROTECTION=["classé MH"] * 10,
        ARCHITECTE=NAMES,
        proprietaire=NAMES[::-1],
    )
    out = read(run(table))
    assert out["ARCHITECTE"].to_list() == NAMES
    assert not set(out["proprietaire"]) & set(NAMES)


def test_whom_streets_are_called_after_is_told(run, frame):
    origins = [f"{name}, institutrice" for name in NAMES]
    before = frame(libelle_voie=[f"rue {name}" for name in FAMILY], origine=origins)
    assert read(run(before))["origine"].to_list() == origins


def test_few_rows_that_name_an_inspector_do_not_hide_where_things_are(run, frame):
    places = [f"{48 + number / 1000:.5f}" for number in range(40)]
    out = read(
        run(
            frame(
                type=["borne"] * 40,
                latitude=places,
                longitude=places,
                nom_releveur=[*(["M. Vardon"] * 3), *([""] * 37)],
            )
        )
    )
    assert out["latitude"].to_list() == places
    assert "Vardon" not in "".join(out["nom_releveur"].fill_null(""))


def test_so_are_mobiles_that_a_column_repeats_in_all_rows(run, frame):
    names, lines = NAMES * 4, ["06 08 71 55 20"] * 40
    out = read(run(frame(nom_prenom=names, tel_placier=lines)))
    assert out["tel_placier"].to_list() == lines
