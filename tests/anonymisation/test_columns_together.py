"""Columns that other headers, or their own values, tell from what their name says alone."""

import polars as pl
import pytest

from anonymisation.policy.policy import Policy

GIVEN = ("Nina", "Luc", "Awa", "Odile", "Karim", "Itziar", "Yves", "Salma", "Hugo", "Rosa")
FAMILY = (
    *("Vardon", "Kerlec", "Ndiaye", "Agirre", "Belkadi", "Morvant", "Morlec", "Zerrouk"),
    *("Lestren", "Palombe"),
)
PEOPLE = [f"{first} {last}" for first, last in zip(GIVEN, FAMILY, strict=True)]
STREETS = ("rue des Tanneurs", "avenue du Lavoir", "allée des Ormes", "rue Haute", "quai Vert")
NOTES = ("Lampadaire éteint", "Trou dans la chaussée", "Banc cassé", "Dépôt sauvage", "Bruit")


def read(out) -> pl.DataFrame:
    assert out.table is not None, out.report.reasons
    return pl.read_parquet(out.table.path)


def tickets(**more: list[str]) -> dict[str, list[str]]:
    return {
        "reference": [f"T-{row:04d}" for row in range(30)],
        "categorie": ["Voirie", "Propreté", "Bruit"] * 10,
        "declarant": PEOPLE * 3,
        "description": list(NOTES) * 6,
        "statut": ["clos", "ouvert"] * 15,
        **more,
    }


def test_tickets_tell_where_the_fault_is(run, frame):
    points = {
        "voie": list(STREETS) * 6,
        "latitude": [f"47.4{row:04d}" for row in range(30)],
        "longitude": [f"-0.5{row:04d}" for row in range(30)],
    }
    out = read(run(frame(**tickets(**points))))
    assert {name: out[name].to_list() for name in points} == points
    assert not set(out["declarant"]) & set(PEOPLE)


def test_the_same_columns_of_a_file_of_people_tell_where_they_live(run, frame):
    points = {"latitude": ["47.41234"] * 10, "longitude": ["-0.51234"] * 10}
    born = [f"{row + 1:02d}/05/19{row + 50}" for row in range(10)]
    out = read(run(frame(demandeur=PEOPLE, date_naissance=born, voie=STREETS * 2, **points)))
    assert not set(out["latitude"]) & set(points["latitude"])


@pytest.mark.parametrize("header", ["rue_num", "rue et numéro", "straat_nr", "calle_numero"])
def test_a_street_with_its_number_is_an_address(run, frame, header):
    homes = [f"{STREETS[row % 5]} {row + 3}" for row in range(10)]
    out = read(run(frame(demandeur=PEOPLE, objet=["Prime"] * 10, **{header: homes})))
    assert not set(out[header]) & set(homes)


def test_mobiles_of_services_are_public(run, frame):
    services = ["Urbanisme", "Sports", "Petite enfance", "Voirie", "Archives"] * 5
    lines = [f"06 57 02 40 {row:02d}" for row in range(25)]
    table = {
        "service": services,
        "telephone": lines,
        "courriel": ["mairie@trouvignec.fr", "accueil@trouvignec.fr"] * 12
        + ["sports@trouvignec.fr"],
        "horaires": ["9h-17h"] * 25,
    }
    assert read(run(frame(**table)))["telephone"].to_list() == lines
    clubs = table | {"association": services, "rna": ["W561000001"] * 25}
    assert not set(read(run(frame(**clubs)))["telephone"]) & set(lines)


def test_vehicles_of_a_service_are_nobody_s(run, frame):
    plates = ["FX-220-VB", "GA-417-PM", "EH-905-CT"] * 10
    out = read(run(frame(vehicule_service=plates, immat=plates, mis_en_cause=PEOPLE * 3)))
    assert out["vehicule_service"].to_list() == plates
    assert not set(out["immat"]) & set(plates)


def test_the_number_of_who_pays_stays_where_who_is_paid_is_hidden(run, frame):
    siret = ["73282932000074"] * 10
    out = read(
        run(
            frame(
                nom_benef=list(FAMILY),
                prenom_benef=list(GIVEN),
                org_payeur=["Régie du port"] * 10,
                siret_org=siret,
            )
        )
    )
    assert out["siret_org"].to_list() == siret
    assert not set(out["nom_benef"]) & set(FAMILY)


def test_a_code_beside_the_name_of_a_trader_names_nobody(run, frame):
    out = read(
        run(
            frame(
                cod_tiers=[f"T{row:05d}" for row in range(10)],
                nom_tiers=[
                    f"{last.upper()} {first}" for first, last in zip(GIVEN, FAMILY, strict=True)
                ],
                siret_tiers=["73282932000074"] * 10,
                montant=["120,00"] * 10,
            )
        )
    )
    assert set(out["siret_tiers"]) == {""}


def test_elected_people_keep_the_mailbox_of_their_office(run, frame):
    boxes = [f"{a}.{b}@trouvignec.fr".lower() for a, b in zip(GIVEN, FAMILY, strict=True)]
    born = [f"{row + 1:02d}/05/19{row + 50}" for row in range(10)]
    table = frame(nom_elu=list(FAMILY), date_naissance=born, mel_fonction=boxes)
    out = read(run(table))
    assert out["mel_fonction"].to_list() == boxes
    assert not set(out["date_naissance"]) & set(born)


@pytest.mark.parametrize(
    ("header", "beside"),
    [("famille", "genre_espece"), ("famille", "cultivar")],
)
def test_a_family_of_plants_is_no_household(run, frame, header, beside):
    families = ["Rosacées", "Fagacées", "Bétulacées", "Oléacées", "Tilleuls"] * 2
    points = {
        "x": [f"1{row}4567.12" for row in range(10)],
        "y": [f"67{row}4567.12" for row in range(10)],
    }
    before = frame(**{header: families, beside: ["Chêne"] * 10}, **points)
    assert read(run(before)).equals(before)


def test_what_a_firm_does_is_no_number_of_an_insured(run, frame):
    before = frame(raison_sociale=["Garage des Halles"] * 10, naf=["47.11F", "43.32A"] * 5)
    assert read(run(before)).equals(before)


def test_the_number_of_a_grave_is_no_house(run, frame):
    numbers = [str(row + 3) for row in range(10)]
    out = read(run(frame(carre=["B"] * 10, rang=["4"] * 10, no=numbers, concessionnaire=PEOPLE)))
    assert out["no"].to_list() == numbers


def test_codes_and_days_of_a_list_of_books_are_no_papers(run, frame):
    writers = ["Hugo, Victor", "Zola, Émile", "Sand, George", "Colette", "Dumas, Alexandre"] * 4
    before = frame(
        cb=[f"{row * 7919 + 100000000}" for row in range(20)],
        titre=["Gervaise", "Nana", "Indiana", "Chéri", "Pauline"] * 4,
        auteur=writers,
        du=[f"{row + 1:02d}/05/2025" for row in range(20)],
    )
    assert read(run(before))["cb"].to_list() == before["cb"].to_list()
    loans = read(run(frame(emprunteur=PEOPLE * 2, du=before["du"].to_list())))
    assert loans["du"].to_list() == before["du"].to_list()


def test_landlines_under_no_header_are_those_of_who_is_named_there(run, frame):
    told = ["Nina Vardon", "02 98 11 22 33", "06 12 34 56 78", "luc.kerlec@free.fr", "Awa Ndiaye"]
    out = read(run(frame(champ_4=["Banc cassé"] * 20, champ_5=told * 4)))
    assert not set(out["champ_5"]) & set(told)


def test_a_line_of_many_rows_that_name_nobody_is_a_switchboard(run, frame):
    who = [*PEOPLE, *[""] * 10]
    lines = [f"02 98 11 22 {row:02d}" for row in range(10)] + ["02 98 55 00 00"] * 10
    out = read(run(frame(nom_prenom=who, telephone=lines)))
    assert out["telephone"].to_list()[10:] == lines[10:]
    assert not set(out["telephone"]) & set(lines[:10])


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("identifiant_web", "handle"),
        ("VISA_USER", "handle"),
        ("USER_MAJ", "handle"),
        ("NOM_USUEL", "surname"),
        ("NUM_FACT", "record-number"),
        ("NUM_ENGAGT", "record-number"),
        ("tel_std", "telephone-office"),
        ("standard", "telephone-office"),
        ("tel_pro", "telephone-office"),
        ("mobile_service", "mobile-office"),
        ("adresse_ets", "site-address"),
        ("AUTR", "author"),
        ("nom_comm", "thing"),
        ("voyage", "place"),
        ("véhicule de service", "fleet"),
    ],
)
def test_headers_of_business_software_are_understood(header, meaning):
    found = Policy.load().meaning(header)
    assert found is not None
    assert found.id == meaning


@pytest.mark.parametrize("header", ["secteur_souhaite", "quartier demandé 2"])
def test_where_somebody_wants_to_live_is_not_where_they_are(header, run, frame):
    wanted = ["La Roseraie", "Les Hauts Champs", "Le Port", "La Doutrelle", "Centre"] * 4
    born = [f"{row + 1:02d}/05/19{row + 50}" for row in range(20)]
    out = read(run(frame(demandeur=PEOPLE * 2, date_naissance=born, **{header: wanted})))
    assert out[header].to_list() == wanted


def test_given_names_among_names_are_somebody_s(run, frame):
    helpers = ["Odile", "Awa Ndiaye", "Yves", "Salma", "L. Kerlec", "Rosa", "Hugo", "Nina Vardon"]
    out = read(run(frame(participants=PEOPLE[:8], resp=helpers)))
    assert not set(out["resp"]) & set(helpers)


def test_a_register_says_which_applicants_are_natural_persons(run, frame):
    firms = ["Kerdual-Systems", "Vardon", "Ascenseurs Trouville SCS", "Lestren Palombe"]
    who = [*PEOPLE, *firms * 2, "Colas Nina", "Nina Colas"]
    table = frame(
        demandeur=who,
        qualite=["PP"] * 10 + ["PM"] * 8 + ["PP"] * 2,
        adresse=[f"{row + 2} rue des Ormes" for row in range(20)],
    )
    out = read(run(table))
    assert out["demandeur"].to_list()[10:18] == who[10:18]
    assert out["adresse"].to_list()[10:18] == table["adresse"].to_list()[10:18]
    assert not set(out["demandeur"].to_list()[:10] + out["demandeur"].to_list()[18:]) & set(who)
    assert not set(out["adresse"].to_list()[:10]) & set(table["adresse"])


def test_a_short_header_says_whose_name_it_is(run, frame):
    rare = ["Costalin", "Rovélas", "Opoyan", "Doékoe", "Santépin", "Awalane", "Yanalet", "Maroniel"]
    out = read(run(frame(nom_dem=rare, ddn=["12/05/1980"] * 8, mt=["120"] * 8)))
    assert not set(out["nom_dem"]) & set(rare)


def test_an_association_keeps_its_number_beside_who_answers_for_it(run, frame):
    numbers = [f"W56{row}00{row}123" for row in range(10)]
    out = read(run(frame(rna=numbers, nom_resp=PEOPLE, tel_resp=["06 12 34 56 78"] * 10)))
    assert out["rna"].to_list() == numbers
    assert not set(out["nom_resp"]) & set(PEOPLE)


def test_sides_of_a_match_without_more_are_clubs(run, frame):
    home = ["Olympique Ibn Tachfine", "Wydad Karim", "Étoile Nina"] * 4
    away = ["Chabab Sidi Hamza", "Amal Moulay Ali", "Racing Yves"] * 4
    out = read(run(frame(recevant=home, visiteur=away, score=["1-4"] * 12)))
    assert out["recevant"].to_list() == home
    assert out["visiteur"].to_list() == away


def test_dishes_are_called_after_people(run, frame):
    before = frame(
        entree=["Crème Agnès Vardon", "Salade Nina"] * 5,
        dessert=["Poire Belle-Hélène", "Crêpe Suzette"] * 5,
        fromage=["Père Joseph", "Saint-Nectaire"] * 5,
    )
    assert read(run(before)).equals(before)


def test_a_street_beside_the_home_of_another_column_is_where_works_are(run, frame):
    homes = [f"{row + 2} rue des Ormes, 56000 Trouvignec" for row in range(10)]
    out = read(run(frame(demandeur=PEOPLE, adresse=homes, voie=list(STREETS) * 2)))
    assert out["voie"].to_list() == list(STREETS) * 2
    assert not set(out["adresse"]) & set(homes)


def test_homes_among_the_addresses_of_an_office_are_nobody_elses(run, frame):
    homes = [f"{row + 2} rue des Ormes" for row in range(10)]
    offices = ["14 quai Vert", "3 rue Haute"] * 25
    who = [*PEOPLE, *["Association Les Amis du Lavoir", "SARL Menuiserie du Port"] * 25]
    out = read(run(frame(demandeur=who, adresse=homes + offices)))
    assert not set(out["adresse"][:10]) & set(homes)
    assert out["adresse"].to_list()[10:] == offices


def test_a_sign_or_a_name_under_one_header_is_whose_place_it_is(run, frame):
    who = [f"{last.upper()} {first}" for first, last in zip(GIVEN, FAMILY, strict=True)]
    out = read(run(frame(**{"enseigne/nom": who, "place": ["P1"] * 10, "siret": [""] * 10})))
    assert not set(out["enseigne/nom"]) & set(who)


@pytest.mark.parametrize("hidden", ["Confidentiel", "voir dossier", "NC", "ver expediente"])
def test_a_row_that_hides_its_holder_is_not_a_body_s(run, frame, hidden):
    homes = [f"{row + 2} rue des Ormes" for row in range(10)]
    who = [f"{last.upper()} {first}" for first, last in zip(GIVEN, FAMILY, strict=True)]
    who[3:6] = [hidden] * 3
    out = read(run(frame(titulaire=who, adresse=homes)))
    assert out["titulaire"].to_list()[3:6] == [hidden] * 3
    assert not set(out["adresse"]) & set(homes)


def test_the_line_and_the_tax_number_of_a_hidden_trader_go(run, frame):
    who = [*[f"{last.upper()} {first}" for first, last in zip(GIVEN, FAMILY, strict=True)]]
    who[:5] = ["SARL Menuiserie du Port"] * 5
    out = read(
        run(
            frame(
                titulaire=who,
                titulaire_siret=["73282932000074"] * 10,
                titulaire_tva=["FR44732829320"] * 10,
                standard=[f"02 98 11 22 {row:02d}" for row in range(10)],
            )
        )
    )
    assert out["standard"].to_list()[:5] == [f"02 98 11 22 {row:02d}" for row in range(5)]
    assert not set(out["standard"][5:]) & {f"02 98 11 22 {row:02d}" for row in range(10)}
    assert set(out["titulaire_siret"][5:]) == {""}


def test_crews_are_numbers(run, frame):
    crews = [f"PM-0{row % 7}/1{row % 9}" for row in range(20)]
    out = read(run(frame(equipage=crews, mis_en_cause=PEOPLE * 2)))
    assert out["equipage"].to_list() == crews


def test_what_a_hidden_trader_does_keeps_no_number(run, frame):
    out = read(
        run(
            frame(
                nom=list(FAMILY),
                prenom=list(GIVEN),
                activite_entreprise=["Maçonnerie"] * 10,
                siret_entreprise=["73282932000074"] * 10,
            )
        )
    )
    assert set(out["siret_entreprise"]) == {""}
