"""The stage and its gate: what passes, what is withheld, what is quarantined, what never leaks."""

import logging
from pathlib import Path

import polars as pl
import pytest

from anonymisation.detection.detector import Detector
from anonymisation.policy.policy import Policy
from anonymisation.recognisers.contacts.mailboxes import MailboxRecognizer
from anonymisation.reporting.report import to_json, to_text
from anonymisation.rows.names import without_row_names
from anonymisation.transformation.batches import MAX_CELL
from federation import codec
from federation.model import SchemaRef, TableContext, Verdict

SUBSIDIES = SchemaRef("scdl/subventions")
#: Where detection takes its recognisers from.
RECOGNISERS = "anonymisation.detection.screening.recognisers"


def values(out, column):
    return pl.read_parquet(out.table.path)[column].to_list()


def test_a_clean_table_passes_unchanged_with_hidden_columns(run, frame):
    before = frame(
        nom_parc=["Parc Barbieux", "Jardin des Plantes"], surface=["12", "30"]
    ).with_columns(pl.Series("__row", [2, 3]), pl.Series("__conforms", [True, False]))
    out = run(before)
    assert out.report.verdict is Verdict.PASS
    assert pl.read_parquet(out.table.path).equals(before)
    assert out.report.cells_scanned == 4
    assert out.report.cells_changed == 0
    assert len(out.report.input_hash) == len(out.report.policy_hash) == 64


def test_a_register_of_persons_loses_them_and_keeps_the_rest(run, frame):
    out = run(
        frame(
            # Five rows alike: as many as the risk asks for.
            nom=["DURAND", "Wacheux"] * 5,
            prenom=["Jean", "Zhaleh"] * 5,
            date_naissance=["12/03/1984", "1990-05-06"] * 5,
            adresse=["12 rue des Lilas, 59000 Lille", "3 bis place du Concert"] * 5,
            latitude=["50.63728", "50.61234"] * 5,
            cimetiere=["Est", "Sud"] * 5,
            observations=["Contacter Wacheux", "rien à signaler pour wacheux"] * 5,
        )
    )
    assert values(out, "nom") == ["[personne]"] * 10
    assert values(out, "date_naissance") == ["1984", "1990"] * 5
    assert values(out, "adresse") == ["[adresse], 59000 Lille", "[adresse]"] * 5
    assert values(out, "latitude") == ["50.63", "50.61"] * 5
    assert values(out, "cimetiere") == ["Est", "Sud"] * 5


def test_names_of_the_row_are_masked_in_its_texts(run, frame):
    out = run(
        frame(
            nom=["Qzabrel"], prenom=["Oumtar"], observations=["Vu Qzabrel deux fois, Oumtar absent"]
        )
    )
    assert values(out, "observations") == ["Vu [personne] deux fois, [personne] absent"]


def test_names_masked_in_one_column_are_masked_in_the_texts_of_other_rows(run, frame):
    out = run(
        frame(
            demandeur=["Oumtar Qzabrel", "Jean Durand"],
            objet=["Voirie", "Litige avec le sieur Oumtar Qzabrel"],
        )
    )
    assert values(out, "objet") == ["Voirie", "Litige avec le sieur [personne]"]


def test_beneficiaries_stay_when_they_are_bodies(run, frame):
    out = run(
        frame(
            nomAttribuant=["Ville de Lille"] * 6,
            nomBeneficiaire=[
                "ASSOCIATION LE FIL",
                "DURAND Jean",
                "Qzabrel Vortan",
                "DURAND Jean",
                "Zed Atelier",
                "Vortan Qzabrel",
            ],
            idBeneficiaire=["", "", "", "73282932000074", "73282932000074", ""],
            rnaBeneficiaire=["", "", "", "", "", "W595001234"],
            objet=["Fonctionnement"] * 6,
            montant=["1"] * 6,
        ),
        TableContext("s", schema=SUBSIDIES),
    )
    assert values(out, "nomBeneficiaire") == [
        "ASSOCIATION LE FIL",
        "[personne]",
        "[personne]",
        "[personne]",
        "Zed Atelier",
        "Vortan Qzabrel",
    ]
    assert values(out, "idBeneficiaire") == ["", "", "", "", "73282932000074", ""]


def test_contacts_of_facilities_keep_what_is_generic(run, frame):
    out = run(
        frame(
            COLL_NOM=["Ville"] * 4,
            EQUIP_NOM=["Stade Jean Bouin"] * 4,
            EQUIP_UID=list("abcd"),
            EQUIP_TEL=["03 20 49 50 00", "06 12 34 56 78", "", "0800 12 34 56"],
            EQUIP_EMAIL=["mairie@lille.fr", "jean.dupont@lille.fr", "", "accueil.stade@lille.fr"],
        ),
        TableContext("e", schema=SchemaRef("scdl/equipements")),
    )
    assert values(out, "EQUIP_TEL") == ["03 20 49 50 00", "", "", "0800 12 34 56"]
    assert values(out, "EQUIP_EMAIL") == ["mairie@lille.fr", "", "", "accueil.stade@lille.fr"]
    assert values(out, "EQUIP_NOM") == ["Stade Jean Bouin"] * 4


def test_names_of_births_and_of_elected_officials_are_kept(run, frame):
    births = frame(
        ENFANT_PRENOM=["Zélie", "Karim"], NOMBRE_OCCURRENCES=["1", "3"], ANNEE=["2020", "2020"]
    )
    assert values(
        run(births, TableContext("p", schema=SchemaRef("scdl/prenoms"))), "ENFANT_PRENOM"
    ) == ["Zélie", "Karim"]
    elected = frame(
        nom=["Delmas"], prenom=["Anne"], telephone=["06 12 34 56 78"], date_naissance=["1970-01-02"]
    )
    out = run(elected, TableContext("elus", title="Élus du conseil municipal"))
    assert values(out, "nom") == ["Delmas"]
    assert values(out, "telephone") == ["[téléphone]"]
    assert values(out, "date_naissance") == ["1970"]
    citizens = TableContext("demandes", title="Demandes adressées aux élus")
    assert values(run(elected, citizens), "nom") == ["[personne]"]


def test_counts_and_authors_of_works_are_not_taken_for_persons(run, frame):
    births = frame(annee=["2023"], prenoms=["Zélie"], nombre=["3"])
    assert run(births).report.cells_changed == 0
    works = frame(titre=["Germinal"], auteur=["Karim Belkacem"])
    assert values(run(works), "auteur") == ["Karim Belkacem"]
    assert values(run(frame(numero=["7"], auteur=["Karim Belkacem"])), "auteur") == ["[personne]"]


def test_placeholders_speak_the_language_of_the_table(run, frame):
    text = ["Solicitado por D. Jon Etxebarria"]
    out = run(frame(asunto=text), TableContext("q", country="ES", languages=("es",)))
    assert values(out, "asunto") == ["Solicitado por [persona]"]


def test_a_column_without_rule_and_full_of_persons_is_masked_cell_by_cell(run, frame):
    out = run(
        frame(
            colonne_7=[f"Jean Durand {c}".strip() for c in "ABCDEFGHIJ"],
            zone_a=["x"] * 10,
            zone_b=["y"] * 10,
        )
    )
    assert out.report.verdict is Verdict.PASS
    assert set(values(out, "colonne_7")) == {"[personne]"}
    assert set(values(out, "zone_a")) == {"x"}
    told = next(one for one in out.report.columns if one.column == "colonne_7")
    assert (told.action, told.source) == ("mask", "content")


def test_a_table_whose_useful_columns_are_all_withheld_is_quarantined(run, frame, tmp_path):
    rules = tmp_path / "politique.yaml"
    rules.write_text(
        "version: '1'\nentities: {EMAIL: {action: review, basis: identify}}", encoding="utf-8"
    )
    table = frame(colonne_7=["jean.durand@free.fr", "k.belkacem@orange.fr"] * 4)
    out = run(table, policy=Policy.load(rules))
    assert out.report.verdict is Verdict.QUARANTINE
    assert "Too little remains" in str(out.report.reasons[0])


def test_what_is_sensitive_about_persons_stays_behind_and_the_rest_is_published(run, frame):
    sick = {"nom": ["Durand"] * 9, "pathologie": ["asthme"] * 9}
    out = run(frame(**sick, mois=["5"] * 9, lot=["3"] * 9))
    assert out.report.verdict is Verdict.PASS
    assert out.table.columns == ("nom", "mois", "lot")
    (column,) = [one for one in out.report.columns if one.column == "pathologie"]
    assert (column.action, column.rule) == ("withhold", "special")
    assert "health" in str(column.reason)
    told = run(frame(**sick, lot=["3"] * 9, mois=["5"] * 9, suivi=["Vit seule depuis un an"] * 9))
    assert "suivi" not in told.table.columns
    few = ["Durand", *([""] * 39)]
    rare = run(frame(nom=few, prenom=few, pathologie=["asthme"] * 40, lot=["3"] * 40))
    assert "pathologie" not in rare.table.columns
    # About things, the same word is a disease of trees.
    trees = run(frame(essence=["Orme"] * 9, pathologie=["graphiose"] * 9))
    assert values(trees, "pathologie") == ["graphiose"] * 9


def test_texts_of_a_table_on_a_sensitive_matter_stay_behind(run, frame):
    table = frame(
        nom=["Durand"] * 9,
        prenom=["Anne"] * 9,
        observations=["Vit seule avec deux enfants depuis la séparation"] * 9,
        montant=["3"] * 9,
        lot=["2"] * 9,
    )
    out = run(table, TableContext("t", title="Aides sociales du CCAS"))
    assert out.report.verdict is Verdict.PASS
    assert out.table.columns == ("nom", "prenom", "montant", "lot")
    elsewhere = run(table, TableContext("t", title="Prêts de matériel"))
    assert "observations" in elsewhere.table.columns


def test_a_sensitive_table_of_which_little_remains_is_quarantined(run, frame, tmp_path):
    out = run(frame(nom=["Durand"] * 9, pathologie=["asthme"] * 9, religion=["x"] * 9))
    assert out.report.verdict is Verdict.QUARANTINE
    assert out.report.reasons
    assert out.table is None
    assert not (tmp_path / "out.parquet").exists()


def test_children_are_masked_in_their_column_and_in_the_texts(run, frame):
    out = run(
        frame(
            nom_eleve=["Durand"] * 9,
            ecole=["École Jean Macé"] * 9,
            remarques=["panier repas, prévenir la mère de Durand"] * 9,
            semaine=["12"] * 9,
        )
    )
    assert out.report.verdict is Verdict.PASS
    assert set(values(out, "nom_eleve")) == {"[personne]"}
    assert set(values(out, "remarques")) == {"panier repas, prévenir la mère de [personne]"}
    assert set(values(out, "ecole")) == {"École Jean Macé"}


def test_a_column_of_surnames_without_rule_is_masked_beside_persons(run, frame):
    letters = ["Tarvin", "Vardon", "Bourbi", "Goemans", "Hoebeke", "Losada", "Lecoq", "Qzabrel"]
    table = frame(
        a1=letters,
        a2=["rond", "rond", "carré", "carré"] * 2,
        contact=[f"{name.lower()}@free.fr" for name in letters],
    )
    out = run(table)
    assert set(values(out, "a1")) == {"[personne]"}
    assert values(out, "a2") == ["rond", "rond", "carré", "carré"] * 2
    alone = run(table.select("a1", "a2"))
    assert values(alone, "a1") == letters


def test_a_number_is_a_house_number_only_beside_a_street(run, frame):
    people = {"nom": ["Durand"] * 9, "prenom": ["Jean"] * 9}
    out = run(frame(numero=["2702"] * 9, **people, adresse=["rue A"] * 9))
    assert set(values(out, "numero")) == {"2702"}
    out = run(frame(**people, numero=["12"] * 9, adresse=["rue A"] * 9))
    assert set(values(out, "numero")) == {""}


class Breaks(MailboxRecognizer):
    """A recogniser that fails on one value, with the value in its error."""

    def find(self, text):
        raise RuntimeError(f"cannot read {text}")


def test_a_failing_recogniser_quarantines_without_telling_the_cell(
    run, frame, tmp_path, monkeypatch, caplog
):
    monkeypatch.setattr(RECOGNISERS, lambda *_names, **_more: (Breaks(),))
    with caplog.at_level(logging.DEBUG):
        out = run(frame(objet=["canari.zxq@example.org"]))
    assert out.report.verdict is Verdict.QUARANTINE
    assert "RuntimeError" in str(out.report.reasons[0])
    assert "zxq" not in codec.dumps(out.report).decode() + caplog.text
    assert [path.name for path in tmp_path.iterdir()] == ["in.parquet"]


def test_what_the_second_scan_can_still_read_quarantines(run, frame, monkeypatch):
    monkeypatch.setattr(RECOGNISERS, lambda *_names, **_more: ())
    out = run(frame(objet=["écrire à jean.dupont@free.fr", "FR76 3000 6000 0112 3456 7890 189"]))
    assert out.report.verdict is Verdict.QUARANTINE
    assert {one.rule for one in out.report.columns} == {"residue"}
    assert out.table is None


def test_one_cell_that_the_second_scan_can_read_is_masked_whole(run, frame, monkeypatch):
    monkeypatch.setattr(RECOGNISERS, lambda *_names, **_more: ())
    calm = [f"voirie, lot {number}" for number in range(12)]
    out = run(frame(objet=["écrire à jean.dupont@free.fr", *calm], zone=["z"] * 13))
    assert out.report.verdict is Verdict.PASS
    assert values(out, "objet") == ["[courriel]", *calm]
    told = next(one for one in out.report.columns if one.column == "objet")
    assert (told.action, told.cells_changed, dict(told.operators)) == ("mask", 1, {"mask": 1})
    assert out.report.residual == {}


def test_a_column_that_the_second_scan_reads_too_often_is_withheld_alone(run, frame, monkeypatch):
    monkeypatch.setattr(RECOGNISERS, lambda *_names, **_more: ())
    mails = [f"jean.dupont{number}@free.fr" for number in range(9)]
    out = run(frame(texte=mails, zone=["z"] * 9, lieu=["place A"] * 9))
    assert out.table.columns == ("zone", "lieu")
    assert {one.column: one.rule for one in out.report.columns}["texte"] == "residue"


def test_a_number_masked_in_one_column_is_masked_where_it_stands_again(run, frame):
    people = {"nom": ["Durand"] * 9, "prenom": ["Jean"] * 9}
    numbers = [f"06 12 34 56 7{number}" for number in range(9)]
    calm = [f"R-{number}" for number in range(8)]
    out = run(frame(**people, telephone=numbers, reference=["X0612345670", *calm]))
    assert set(values(out, "telephone")) == {"[téléphone]"}
    assert values(out, "reference") == ["[identifiant]", *calm]


def test_cells_that_cannot_be_scanned_quarantine(run, frame, tmp_path):
    assert run(frame(objet=["x" * (MAX_CELL + 1)])).report.verdict is Verdict.QUARANTINE
    assert run(pl.DataFrame({"montant": [1, 2]})).report.verdict is Verdict.QUARANTINE
    (tmp_path / "in.parquet").unlink()


def test_a_broken_file_quarantines(tmp_path, policy):
    from anonymisation import anonymise
    from federation.model import SourceFormat, TableFile

    (tmp_path / "bad.parquet").write_bytes(b"PAR1 no")
    table = TableFile(tmp_path / "bad.parquet", ("a",), 1, SourceFormat("csv"))
    out = anonymise(table, context=TableContext("t"), policy=policy, out=tmp_path / "o.parquet")
    assert out.report.verdict is Verdict.QUARANTINE
    assert not (tmp_path / "o.parquet").exists()


def test_rows_that_are_missing_from_the_file_quarantine(tmp_path, policy):
    from anonymisation import anonymise
    from federation.model import SourceFormat, TableFile

    pl.DataFrame({"a": ["x"]}).write_parquet(tmp_path / "a.parquet")
    table = TableFile(tmp_path / "a.parquet", ("a",), 2, SourceFormat("csv"))
    out = anonymise(table, context=TableContext("t"), policy=policy, out=tmp_path / "o.parquet")
    assert out.report.verdict is Verdict.QUARANTINE


def test_an_empty_table_passes(run, frame):
    out = run(frame(nom=[], prenom=[]))
    assert out.report.verdict is Verdict.PASS
    assert out.table.columns == ("nom", "prenom")


CANARIES = ["Zxqvanti", "zxqvanti.kp@free.fr", "06 98 76 54 31", "12 rue Zxqlane"]


def test_canaries_never_reach_reports_messages_or_logs(run, frame, caplog, tmp_path):
    with caplog.at_level(logging.DEBUG):
        out = run(
            frame(
                nom=[CANARIES[0]] * 3,
                prenom=["Jean"] * 3,
                courriel=[CANARIES[1]] * 3,
                objet=[f"{CANARIES[2]} et {CANARIES[3]}, M. {CANARIES[0]}"] * 3,
                colonne_9=["Jean Durand"] * 3,
            )
        )
    written = codec.dumps(out.report).decode() + caplog.text
    written += to_text(out.report, "fr") + str(to_json(out.report, "en"))
    written += (tmp_path / "out.parquet").read_bytes().decode("latin-1")
    written += str(pl.read_parquet(tmp_path / "out.parquet").to_dict(as_series=False))
    for canary in CANARIES:
        assert canary not in written


def test_a_known_column_kept_by_the_officer_is_left_alone(run, frame, tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(
        "version: '7'\ncolumns:\n  - {table: t, column: signataire_x, action: keep, basis: "
        "public, by: DPO}\n"
        "  - {table: t, column: secret, action: drop, basis: identify}\n"
    )
    own = Policy.load(path)
    out = run(
        frame(signataire_x=["Jean Durand"] * 9, secret=["a"] * 9, zone=["z"] * 9),
        TableContext("t"),
        own,
    )
    assert values(out, "signataire_x") == ["Jean Durand"] * 9
    assert out.table.columns == ("signataire_x", "zone")
    assert out.report.policy_version.endswith("+7")
    assert out.report.policy_hash != Policy.load(None).hash


def test_many_batches_give_the_same_as_one(run, frame, monkeypatch):
    before = frame(
        objet=[f"Signalé par Karim Belkacem, lot {n}" for n in range(3000)],
        n=[str(n) for n in range(3000)],
    )
    whole = values(run(before), "objet")
    monkeypatch.setattr("anonymisation.parquet.BATCH_CELLS", 1000)
    out = run(before)
    assert values(out, "objet") == whole
    assert out.report.cells_changed == 3000
    assert values(out, "n") == [str(n) for n in range(3000)]


def test_spans_hold_in_texts_that_normalisation_changes():
    value = (
        "ﬁche\u00a0: Mme\u00a0NDIAYE\u00a0Fatou, ０６ １２ ３４ ５６ ７８, j.sow\u200b[at]free.fr."
    )
    spans = Detector("FR", 0.35).find(pl.Series([value]), "texte")[value]
    assert [value[one.start : one.end] for one in spans] == [
        "Mme\u00a0NDIAYE\u00a0Fatou",
        "０６ １２ ３４ ５６ ７８",
        "j.sow\u200b[at]free.fr",
    ]


def test_importing_the_package_is_cheap():
    import subprocess
    import sys

    heavy = "{'presidio_analyzer', 'polars'}"
    code = f"import sys, anonymisation; sys.exit(bool({heavy} & set(sys.modules)))"
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Galo Cevallos Villacís, persona mayor", "[persona], persona mayor"),
        ("Lo vio Galo Cevallos ayer", "Lo vio [persona] ayer"),
        ("Calle Mayor, sin incidencias", "Calle Mayor, sin incidencias"),
    ],
)
def test_a_surname_of_the_row_takes_the_rest_of_the_name_along(text, expected):
    assert without_row_names(text, ("Marco Vinicio Cevallos Iza",), "[persona]") == expected
