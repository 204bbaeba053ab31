"""What several headers say together: elections, fixtures, reports, homes in pieces, traders."""

import polars as pl
import pytest

GIVEN = ("Nina", "Luc", "Awa", "Itziar", "Karim", "Odile", "Yves", "Salma", "Hugo", "Rosa")
FAMILY = (
    *("VARDON", "KERLEC", "NDIAYE", "AGIRRE", "BELKADI", "MORVANT", "TANGUY", "ZERROUK"),
    *("LESTREN", "PALOMBE"),
)
NAMES = tuple(f"{first} {last}" for first, last in zip(GIVEN, FAMILY, strict=True))
COMPANIES = ("SARL Les Tilleuls", "Boulangerie du Port", "Colas", "Garage des Halles")
STREETS = tuple(
    f"rue {name}"
    for name in (
        *("des Lilas", "du Moulin", "Haute", "de la Gare", "du Bac", "des Tanneurs"),
        *("Neuve", "du Four", "de l'Orme", "des Prés"),
    )
)
#: Valid numbers of the register.
SIRETS = ("73282932000074", "55208131766522", "44306184100047", "35600000000048")


def read(out) -> pl.DataFrame:
    return pl.read_parquet(out.table.path)


def test_candidates_are_named_in_the_results_of_an_election(run, frame):
    before = frame(
        bureau=[str(number) for number in range(10)],
        inscrits=["900"] * 10,
        votants=["512"] * 10,
        nom_cand=list(FAMILY),
        prenom_cand=list(GIVEN),
        voix=["120"] * 10,
    )
    assert read(run(before)).equals(before)


def test_the_same_columns_without_votes_are_of_candidates_to_a_post(run, frame):
    out = run(frame(poste=["jardinier"] * 10, nom_cand=list(FAMILY), prenom_cand=list(GIVEN)))
    assert not set(read(out)["nom_cand"]) & set(FAMILY)


def test_sides_of_a_match_are_clubs(run, frame):
    clubs = ["Étoile Sainte-Anne", "Les Griffons", "Racing Club Jean-Bouin"] * 4
    out = run(
        frame(
            date=["2025-05-19"] * 12,
            recevant=clubs,
            visiteur=clubs[::-1],
            score=["2-1"] * 12,
            competition=["Coupe du lac"] * 12,
        )
    )
    assert read(out)["visiteur"].to_list() == clubs[::-1]


def test_names_of_animals_and_ships_are_nobody_s(run, frame):
    pets, ships = ["Félix", "Max", "Princesse", "Léo"] * 3, ["Capitaine Nina", "Marie-Odile"] * 6
    out = run(
        frame(
            nom_animal=pets,
            race=["Jack Russell", "européen"] * 6,
            navire=ships,
            immat_navire=["ST 655431", "LR 123456"] * 6,
        )
    )
    for name, kept in (("nom_animal", pets), ("navire", ships)):
        assert read(out)[name].to_list() == kept
    assert read(out)["race"].to_list() == ["Jack Russell", "européen"] * 6
    assert read(out)["immat_navire"].to_list() == ["ST 655431", "LR 123456"] * 6


def test_a_home_in_pieces_is_hidden_with_its_street(run, frame):
    out = run(
        frame(
            nom=list(FAMILY),
            prenom=list(GIVEN),
            numero=[str(number) for number in range(10, 20)],
            rue=list(STREETS),
            commune=["Lille"] * 10,
        )
    )
    assert not set(read(out)["rue"]) & set(STREETS)
    assert read(out)["commune"].to_list() == ["Lille"] * 10


def test_a_street_of_a_contract_is_whose_contract_it_is(run, frame):
    out = run(frame(usager=list(NAMES), voie_brt=list(STREETS), compteur=["C88"] * 10))
    assert not set(read(out)["voie_brt"]) & set(STREETS)


def test_a_street_under_no_header_is_hidden_beside_names(run, frame):
    out = run(frame(champ_1=list(FAMILY), champ_2=list(GIVEN), champ_3=list(STREETS)))
    assert not set(read(out)["champ_3"]) & set(STREETS)


def test_reports_keep_where_the_fault_is(run, frame):
    rows = 20
    where = [f"50.{number:05d}" for number in range(63700, 63700 + rows)]
    streets = list(STREETS) * 2
    before = frame(
        id=[f"SIG{number}" for number in range(rows)],
        dt=["2025-01-25"] * rows,
        theme=["bruit", "propreté"] * 10,
        canal=["appli"] * rows,
        voie=streets,
        lat=where,
        declarant=[*NAMES[:3], *[""] * (rows - 3)],
    )
    after = read(run(before))
    assert after["lat"].to_list() == where
    assert after["dt"].to_list() == ["2025-01-25"] * rows
    assert after["voie"].to_list() == streets
    assert not set(after["declarant"]) & set(NAMES)


def test_an_operator_is_a_body(run, frame):
    out = run(
        frame(
            arret=[f"A{number}" for number in range(10)],
            exploitant=["TAM"] * 10,
            lat=[f"43.{number}" for number in range(70001, 70011)],
        )
    )
    assert set(read(out)["exploitant"]) == {"TAM"}
    assert read(out)["lat"][0] == "43.70001"


def test_the_number_of_a_sole_trader_goes_with_the_name(run, frame):
    names = [NAMES[0], COMPANIES[0], NAMES[1], COMPANIES[1]] * 3
    numbers = list(SIRETS) * 3
    after = read(run(frame(exploitant=names, siret=numbers, activite=["crêpes"] * 12)))
    assert after["siret"].to_list() == ["", SIRETS[1], "", SIRETS[3]] * 3
    assert after["exploitant"].to_list()[1] == COMPANIES[0]


def test_the_number_of_an_association_stays_beside_its_president(run, frame):
    clubs = ["Association des Lilas", "Club nautique", "Amicale des pêcheurs", "Comité des fêtes"]
    after = read(
        run(
            frame(
                nom_asso=clubs * 3,
                siret=list(SIRETS) * 3,
                president=[*NAMES, *NAMES[:2]],
            )
        )
    )
    assert after["siret"].to_list() == list(SIRETS) * 3
    assert not set(after["president"]) & set(NAMES)


def test_a_register_number_tells_companies_among_applicants(run, frame):
    names = [*NAMES[:6], "Legrand", "Foncia", "SARL Kerval, représentée par M. Trouvignec"]
    numbers = [*[""] * 6, *SIRETS[:3]]
    out = read(run(frame(nom_dem=names, siret_dem=numbers)))
    assert out["nom_dem"].to_list()[6:8] == ["Legrand", "Foncia"]
    assert "Trouvignec" not in out["nom_dem"].to_list()[8]
    assert not set(out["nom_dem"].to_list()[:6]) & set(NAMES)


def test_mailboxes_that_a_council_gives_its_members_stay(run, frame):
    boxes = [
        f"{first[0]}.{last}@elus.ville.example".lower()
        for first, last in zip(GIVEN, FAMILY, strict=True)
    ]
    columns = {
        "nom_elu": list(NAMES),
        "fonction": ["adjointe aux sports"] * 10,
        "email": boxes,
    }
    assert read(run(frame(**columns)))["email"].to_list() == boxes
    private = [box.split("@")[0] + "@gmail.com" for box in boxes]
    assert not set(read(run(frame(**{**columns, "email": private})))["email"]) & set(private)


@pytest.mark.parametrize("header", ["n_caf", "ref_fiscale", "ancien_titre"])
def test_numbers_of_papers_under_other_names(run, frame, header):
    numbers = [f"{7000123 + 37 * number}" for number in range(10)]
    out = run(frame(nom=list(FAMILY), prenom=list(GIVEN), **{header: numbers}))
    assert not set(read(out)[header]) & set(numbers)


def test_given_names_cut_short_tell_the_surnames_beside_them(run, frame):
    out = run(frame(matr=["1"] * 10, nom_ag=list(FAMILY), pren_ag=list(GIVEN)))
    assert not set(read(out)["nom_ag"]) & set(FAMILY)


def test_labels_in_capitals_are_no_persons(run, frame):
    before = frame(NOM_VOIE=["des Lilas"] * 3, LONG_M=["120"] * 3, LIB_MAJ=["RUE DES LILAS"] * 3)
    assert read(run(before)).equals(before)


def test_the_seat_of_an_association_stays_unless_it_is_somebody_s_home(run, frame):
    seats = ["24 rue du Moulin", f"chez {NAMES[0]}, 12 rue des Lilas", "Maison des associations"]
    out = run(
        frame(
            nom_asso=["Club nautique"] * 12,
            president=[*NAMES, *NAMES[:2]],
            siege=seats * 4,
        )
    )
    after = read(out)["siege"].to_list()
    assert after[0] == seats[0]
    assert after[2] == seats[2]
    assert "VARDON" not in after[1]
    assert "12" not in after[1]


def test_the_elected_keep_their_names_among_others_and_nothing_else(run, frame):
    offices = ["Maire", "Conseillère municipale", "chargé de mission", "agent", "bénévole"] * 2
    passports = [f"18MY0{number}" for number in range(7290, 7300)]
    after = read(
        run(
            frame(voyageur=list(NAMES), fonction=offices, passeport=passports, ville=["Dakar"] * 10)
        )
    )
    assert [name in NAMES for name in after["voyageur"]] == [True, True, False, False, False] * 2
    assert not set(after["passeport"]) & set(passports)


def test_a_cell_with_more_than_the_name_of_an_elected_stays_hidden(run, frame):
    cells = [f"{NAMES[0]} 06 12 34 56 78", f"{NAMES[1]} et {NAMES[2]}", *NAMES[3:]]
    after = read(run(frame(voyageur=cells, fonction=["Maire"] * len(cells))))
    hidden = " ".join(after["voyageur"].to_list()[:2])
    assert not [part for part in ("VARDON", "KERLEC", "NDIAYE", "12 34") if part in hidden]
    assert after["voyageur"].to_list()[2:] == list(NAMES[3:])


def test_coordinates_that_are_telephones_are_how_to_reach_somebody(run, frame):
    phones = [f"06 12 34 56 {number}" for number in range(10, 20)]
    after = read(run(frame(detenteur=list(NAMES), coord=phones)))
    assert set(after["coord"]) == {"[téléphone]"}


def test_heritage_named_after_great_figures_stays(run, frame):
    figures = ["danh nhân Nguyễn Du", "Bà Huyện Thanh Quan", "Phan Châu Trinh"] * 4
    before = frame(
        ten_di_tich=[f"Mộ {figure}" for figure in figures],
        nhan_vat=figures,
        vi_do=[f"16.4{number}767" for number in range(10, 22)],
        kinh_do=[f"107.6{number}124" for number in range(10, 22)],
        xep_hang=["Quốc gia"] * 12,
    )
    assert read(run(before)).equals(before)


def test_a_surname_with_an_initial_among_beneficiaries_is_a_person(run, frame):
    holders = [*(f"{name} {name[0]}." for name in FAMILY), "SARL Les Tilleuls", "Club nautique"]
    after = read(run(frame(titulaire=holders, redevance=["120"] * 12)))["titulaire"].to_list()
    assert not set(after[:10]) & set(holders)
    assert after[10:] == holders[10:]


def test_numbers_of_meters_rows_and_halls_are_nobody_s(run, frame):
    meters = [f"D17KA16351{number}" for number in range(10)]
    after = read(run(frame(usager=list(NAMES), matricule=meters, conso_m3=["12"] * 10)))
    assert after["matricule"].to_list() == meters
    before = frame(vol=["UU57"] * 10, hall=["Hall B"] * 10, heure=["14:20"] * 10)
    assert read(run(before)).equals(before)
    places = [str(number) for number in range(100, 110)]
    after = read(run(frame(num=places, race=["Tarine"] * 10, animal=["Roméo"] * 10)))
    assert after["num"].to_list() == places


def test_landlines_of_overseas_departments_are_landlines(run, frame):
    lines = [f"{code} 31 39 {number}" for number, code in enumerate(("0262", "0590", "0596"), 70)]
    before = frame(equipement=["Gymnase", "Stade", "Piscine"], telephone=lines)
    assert read(run(before)).equals(before)
