"""Who signs, decides or is born in a row: what some columns say of those in others."""

import polars as pl
import pytest

from anonymisation.bodies.households import filed
from anonymisation.bodies.nobody import nobody, role
from anonymisation.bodies.trades import behind_a_sign, trader
from anonymisation.profiling.delicate import ordinary
from anonymisation.rows.contents import in_full
from anonymisation.rows.known import without_names
from federation.model import SchemaRef, TableContext

GIVEN = ("Nina", "Luc", "Awa", "Odile", "Karim", "Itziar", "Yves", "Salma", "Hugo", "Rosa")
FAMILY = ("Vardon", "Kerlec", "Ndiaye", "Agirre", "Belkadi", "Morvant", "Morlec", "Zerrouk")
PEOPLE = [f"{GIVEN[row % 10]} {FAMILY[row % 8]}" for row in range(40)]
SIGNERS = ["Maud TREVEC", "TREVEC Maud", "M. Joël Pennarun", "Pennarun Joël, adjoint"] * 10
STREETS = ("rue des Tanneurs", "avenue du Lavoir", "allée des Ormes", "rue Haute", "quai Vert")


def read(out) -> pl.DataFrame:
    assert out.table is not None, out.report.reasons
    return pl.read_parquet(out.table.path)


@pytest.mark.parametrize(
    "header",
    ["SIGN", "Présidence", "éch.", "Autorizó", "Resp. político", "nguoi_ky", "funcionario"],
)
def test_who_decides_again_and_again_is_named_whichever_way_the_name_is_written(header, run, frame):
    out = read(run(frame(demandeur=PEOPLE, objet=["Permis"] * 40, **{header: SIGNERS})))
    assert out[header].to_list() == SIGNERS
    assert not set(out["demandeur"]) & set(PEOPLE)


def test_under_the_same_header_everybody_s_own_signature_goes(run, frame):
    signed = [f"{GIVEN[row // 4]} {FAMILY[row % 8]}" for row in range(40)]
    out = read(run(frame(demandeur=PEOPLE, objet=["Permis"] * 40, SIGN=signed)))
    assert not set(out["SIGN"]) & set(signed)


def test_mayors_who_sign_orders_are_named_with_their_office_and_without(run, frame):
    signed = [f"Le maire, {name}" if row % 2 else name for row, name in enumerate(PEOPLE[:10] * 4)]
    orders = {"numero": [f"2024-{row}" for row in range(40)], "objet": ["Stationnement"] * 40}
    assert read(run(frame(signe_par=signed, **orders)))["signe_par"].to_list() == signed
    out = read(run(frame(demandeur=PEOPLE, signe_par=PEOPLE, **orders)))
    assert not set(out["signe_par"]) & set(PEOPLE)


def test_who_reports_to_an_assembly_is_public(run, frame):
    table = frame(DELIB_OBJET=["Tarifs de la piscine"] * 20, **{"Rapp.": PEOPLE[:20]})
    assert read(run(table))["Rapp."].to_list() == PEOPLE[:20]


def test_who_has_a_birth_has_a_home_and_a_firm_has_a_seat(run, frame):
    homes = [("3 rue Haute", "8 quai Vert")[row % 2] for row in range(20)]
    table = {
        "raison_sociale": [
            f"SARL Toitures {row}" if row % 2 else person for row, person in enumerate(PEOPLE[:20])
        ],
        "date_naissance": ["" if row % 2 else "12/03/1968" for row in range(20)],
        "adresse": homes,
        "domicile ou siège": homes,
        "emplacement": ["place du Marché"] * 20,
    }
    out = read(run(frame(**table)))
    for column in ("adresse", "domicile ou siège"):
        assert out[column].to_list()[1::2] == homes[1::2]
        assert not set(out[column].to_list()[::2]) & set(homes)
    assert set(out["emplacement"]) == {"place du Marché"}


def test_what_a_crew_drives_is_the_town_s(run, frame):
    plates = [f"{'ABCDEFGHJK'[row]}R-{row + 120}-ZT" for row in range(10)]
    table = {"faits": ["Ronde"] * 10, "mis_en_cause": PEOPLE[:10], "plaque": plates[::-1]}
    out = read(run(frame(equipage=["PM 1", "PM 2"] * 5, veh=plates, **table)))
    assert out["veh"].to_list() == plates
    assert not set(out["plaque"]) & set(plates)


def test_a_vehicle_without_a_plate_has_none(run, frame):
    told = ["vélo", "sans", "trottinette", "AR-120-ZT"]
    out = read(run(frame(mis_en_cause=PEOPLE[:4], immat=told)))["immat"].to_list()
    assert out[:3] == told[:3]
    assert out[3] != told[3]


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("N_CARTE", [f"L{row}219{row}99" for row in range(10)]),
        ("n_sinh", [f"14/0{row % 9 + 1}/19{row + 60}" for row in range(10)]),
    ],
)
def test_cards_and_births_under_short_headers_go(header, values, run, frame):
    out = read(run(frame(emprunteur=PEOPLE[:10], titre=["Germinal"] * 10, **{header: values})))
    assert not set(out[header]) & set(values)


def test_where_works_are_and_a_stall_stands_is_public(run, frame):
    sites = [f"{row + 2} {STREETS[row % 5]}" for row in range(10)]
    where = {"adr_terr": sites, "UBIC_PUESTO": list(STREETS) * 2}
    table = frame(demandeur=PEOPLE[:10], adresse_demandeur=sites[::-1], **where)
    out = read(run(table))
    assert {name: out[name].to_list() for name in where} == where
    assert not set(out["adresse_demandeur"]) & set(sites)


def test_who_builds_charging_points_may_be_a_natural_person(run, frame):
    table = frame(
        nom_amenageur=["Nina Vardon", "Ville de Trouvignec"] * 10,
        siren_amenageur=["", "213500010"] * 10,
        contact_amenageur=["", "contact@trouvignec.fr"] * 10,
        nom_operateur=["Electra SAS"] * 20,
        id_station_itinerance=[f"FRXXXP{row}" for row in range(20)],
    )
    context = TableContext("irve", schema=SchemaRef("etalab/schema-irve-statique"))
    out = read(run(table, context))["nom_amenageur"].to_list()
    assert out[1] == "Ville de Trouvignec"
    assert "Vardon" not in out[0]


def test_an_officer_of_one_given_name_does_not_hide_another(run):
    names = frozenset({"m paul", "mme kerlec"})
    assert without_names("M. Paul TREVEC, maire", names, "□") == "M. Paul TREVEC, maire"
    assert without_names("vu avec M. Paul hier", names, "□") == "vu avec □ hier"


def test_names_that_overlap_are_hidden_once():
    names = frozenset({"luc vardon", "m luc vardon", "vardon luc"})
    assert without_names("M. Luc Vardon, maire", names, "□") == "□, maire"


@pytest.mark.parametrize(
    ("cell", "who"),
    [
        ("VARDON Nina - architecte DPLG", True),
        ("Atelier Nina Vardon (auto-entrepreneur)", True),
        ("Entreprise individuelle N. Vardon", True),
        ("EI N. Vardon", True),
        ("ENTREPRISE VARDON Nina", True),
        ("Atelier du Bois (EI)", False),
        ("Entreprise VARDON TP", False),
        ("Ets Vardon et fils", False),
    ],
)
def test_who_trades_alone_is_told_by_the_words_around(cell, who):
    assert bool(trader(cell)) is who


def test_two_of_a_family_are_filed_together():
    assert filed("VARDON Luc et fils Hugo")
    assert not filed("VARDON et fils")


@pytest.mark.parametrize("sign", ["Le Petit Marcel", "Bazar Anita", "Don Pancho", "Chez Karim"])
def test_a_sign_with_a_given_name_is_a_shop_s(sign):
    assert not in_full(sign)


@pytest.mark.parametrize("sign", ["Karim Belkacem", "LEFEBVRE Paul", "Nina Vardon (EI)"])
def test_a_sign_with_a_whole_name_is_somebody_s(sign):
    assert in_full(sign)


def test_signs_over_shops_stay(run, frame):
    signs = ["Le Petit Marcel", "Librairie Madame Rosa", "Bazar Anita", "Salon Karim Belkacem"] * 5
    out = read(run(frame(exploitant=["SARL Kerlec"] * 20, enseigne=signs)))["enseigne"].to_list()
    assert out[:3] == signs[:3]
    assert "Belkacem" not in out[3]


@pytest.mark.parametrize("cell", ["SDF", "sans domicile fixe", "domicilio conocido", "dakloos"])
def test_no_home_is_nobody_s(cell):
    assert nobody(cell)


@pytest.mark.parametrize(
    ("cell", "crew"), [("Bravo-Oscar", True), ("Romeo 1", True), ("ASVP", True)]
)
def test_crews_are_called_by_letters(cell, crew):
    assert role(cell) is crew
    assert not role("Oscar")
    assert not role("Victor Hugo")


@pytest.mark.parametrize("diet", ["Standard", "menu végétarien", "sans viande", "néant", "STD"])
def test_diets_of_anybody_tell_nothing(diet):
    assert ordinary(diet)


@pytest.mark.parametrize("diet", ["sans porc", "PAI", "sans gluten", "halal", "SP", "autre"])
def test_any_other_diet_may_tell(diet):
    assert not ordinary(diet)


@pytest.mark.parametrize("code", ["PAT-2025-00012", "REG-2024-47974", "Archivé. EXP-2023-81737"])
def test_the_letters_of_a_reference_are_no_name(code, run, frame):
    codes = [f"{code[:-2]}{row:02d}" for row in range(20)]
    out = read(run(frame(demandeur=PEOPLE[:20], suite=codes)))
    assert out["suite"].to_list() == codes


def test_a_reference_goes_on_where_a_plate_would_end(run, frame):
    told = [f"Vu l'arrêté REQ-2023-636{row:02d}, déviation des véhicules" for row in range(10)]
    assert read(run(frame(objet=told)))["objet"].to_list() == told


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("AUT.", "author"),
        ("NOMCONC", "person"),
        ("Pétit.", "person"),
        ("OEC", "official"),
        ("COORDBANC", "bank"),
        ("DOC_ID", "identifier"),
        ("ALLOC", "identifier"),
        ("NOM_COMERC", "thing"),
        ("COL", "place"),
    ],
)
def test_cut_headers_are_understood(header, meaning, policy):
    found = policy.meaning(header)
    assert found is not None
    assert found.id == meaning


def test_words_in_a_column_of_accounts_or_people_are_none(run, frame):
    table = frame(
        demandeur=["bus", "groupe 25 repas", *PEOPLE[:18]],
        rib=["mandat adm.", "TIPI", *["FR76 1670 6025 3102 5915 6485 506"] * 18],
    )
    out = read(run(table))
    assert out["demandeur"].to_list()[:2] == ["bus", "groupe 25 repas"]
    assert out["rib"].to_list()[:2] == ["mandat adm.", "TIPI"]
    assert not set(out["demandeur"]) & set(PEOPLE)


def test_the_lines_of_elected_people_s_offices_stay_and_their_mobiles_go(run, frame):
    lines = [f"0{(2, 6)[row % 2]} 64 41 01 {row:02d}" for row in range(20)]
    table = {"mandat": ["Maire", "Adjoint"] * 10, "nom_elu": PEOPLE[:20], "telephone": lines}
    out = read(run(frame(commune=["Trouvignec"] * 20, **table)))
    assert out["nom_elu"].to_list() == PEOPLE[:20]
    assert out["telephone"].to_list()[::2] == lines[::2]
    assert not set(out["telephone"].to_list()[1::2]) & set(lines)


def test_a_quarter_where_many_live_is_nobody_s_home(run, frame):
    homes = ["quartier Haut"] * 12 + ["Villa Mon Repos"] * 6
    homes += [f"{row + 2} rue Haute" for row in range(12)]
    out = read(run(frame(demandeur=PEOPLE[:30], domicile=homes)))["domicile"].to_list()
    assert set(out[:12]) == {"quartier Haut"}
    assert not set(out[12:]) & set(homes)


def test_the_only_address_beside_a_hidden_trader_goes(run, frame):
    names = [f"Ferretería {row} S.A." if row % 2 else PEOPLE[row] for row in range(20)]
    seats = [("Av. Amazonas 12-40", "Calle Sucre 9-44")[row % 2] for row in range(20)]
    out = read(run(frame(razon_social=names, actividad=["Servicios"] * 20, direccion=seats)))
    assert out["direccion"].to_list()[1::2] == seats[1::2]
    assert not set(out["direccion"].to_list()[::2]) & set(seats)


@pytest.mark.parametrize(
    ("cell", "who"),
    [
        ("Nina VARDON - élagage", True),
        ("Nina VARDON EI - couture", True),
        ("Ent. ind. Nina Vardon - peintre en bâtiment", True),
        ("Colas Ouest - agence de Brest", False),
        ("SARL Vardon - travaux", False),
    ],
)
def test_what_somebody_does_may_stand_behind_a_dash(cell, who):
    assert bool(trader(cell)) is who


def test_where_streets_begin_and_end_is_nobody_s(run, frame):
    table = {
        "TYP_VOIE": ["RUE", "IMPASSE"] * 10,
        "LIB_VOIE": ["des Glycines", "DU SERGENT VARDON"] * 10,
        "TENANT": ["rue Haute", "boulevard de l'Europe"] * 10,
        "ABOUTIS": ["sans issue", "clos des Lavandes"] * 10,
        "ORIG_NOM": ["Flore locale", "Nina Vardon (1893-1944), institutrice"] * 10,
    }
    out = read(run(frame(**table)))
    assert {name: out[name].to_list() for name in table} == table


def test_where_something_took_place_is_no_home(run, frame):
    out = read(run(frame(requerant=PEOPLE[:20], faits=["Bruit"] * 20, LIEU_VOIE=STREETS * 4)))
    assert out["LIEU_VOIE"].to_list() == list(STREETS * 4)


def test_what_is_not_told_stays_in_columns_of_numbers(run, frame):
    table = frame(
        beneficiaire=[f"{name} (EI)" for name in PEOPLE[:20]],
        siret=["-", "NC", "en cours"] * 6 + ["45763259400042"] * 2,
        tel=["00 00 00 00 00", "néant"] * 10,
    )
    out = read(run(table))
    assert out["siret"].to_list()[:3] == ["-", "NC", "en cours"]
    assert set(out["tel"]) == {"00 00 00 00 00", "néant"}


@pytest.mark.parametrize("cell", ["CHÂTEAU née MAISON", "Vve LA FERME", "Mme VILLE Nina"])
def test_who_is_widowed_or_born_is_no_body(cell, run, frame):
    out = read(run(frame(concessionnaire=[cell, *PEOPLE[:19]], duree=["30"] * 20)))
    assert out["concessionnaire"][0] != cell


@pytest.mark.parametrize(
    ("cell", "who"),
    [
        ("Épicerie chez Karim - exploitant VARDON Karim", True),
        ("Bar du Port, gérante : Nina Vardon", True),
        ("Bar du Port, propriétaire : SARL du Quai", False),
    ],
)
def test_who_runs_a_shop_is_named_behind_it(cell, who):
    assert behind_a_sign(cell) is who


def test_a_trade_stands_before_who_has_it():
    assert trader("Plomberie Nina Vardon (micro-entrepreneur)") == "Nina Vardon"
    assert trader("nina vardon ei") == "nina vardon"
    assert not trader("Transports Vardon SAS")


@pytest.mark.parametrize("header", ["PRESID", "interv.", "SIGN_EXEC", "PRES"])
def test_who_presides_or_speaks_in_an_assembly_is_public(header, run, frame):
    out = read(
        run(frame(DT_SEANCE=["3 mai 2025"] * 40, DEBAT=["Budget"] * 40, **{header: SIGNERS}))
    )
    assert out[header].to_list() == SIGNERS


def test_who_sits_on_the_board_of_a_club_is_not(run, frame):
    people = [name for name in PEOPLE if not name.startswith("Rosa")]
    board = [f"trés. {name}, sec. {people[row + 10]}" for row, name in enumerate(people[:20])]
    out = read(run(frame(association=["Club"] * 20, bureau=board)))
    assert not any(name in "".join(out["bureau"]) for name in people)


def test_the_seat_of_a_hidden_trader_goes(run, frame):
    seats = [("rue des Tanneurs 25", "drève des Ormes 3")[row % 2] for row in range(20)]
    names = ["SA Toitures du Nord" if row % 2 else PEOPLE[row] for row in range(20)]
    out = read(run(frame(adjudicataire=names, objet=["Toiture"] * 20, siege_soc=seats)))
    assert out["siege_soc"].to_list()[1::2] == seats[1::2]
    assert not set(out["siege_soc"].to_list()[::2]) & set(seats)


def test_who_picks_something_up_each_week_signs_for_themselves(run, frame):
    weekly = PEOPLE[:10] * 8
    out = read(run(frame(beneficiaire=weekly, colis=["1"] * 80, signe=weekly)))
    assert not set(out["signe"]) & set(weekly)


def test_who_comes_to_lessons_is_nobody_s_deputy(run, frame):
    present = PEOPLE[:10] * 8
    out = run(frame(seance=["3 mai"] * 80, activite=["Natation"] * 80, presents=present))
    shown = read(out)
    assert "presents" not in shown.columns or not set(shown["presents"]) & set(present)


def test_a_landline_beside_a_deputy_is_still_an_applicant_s(run, frame):
    lines = [f"02 64 41 01 {row:02d}" for row in range(20)]
    table = frame(elu_referent=["Maud Trevec"] * 20, zzq=PEOPLE[:20], telephone=lines)
    assert not set(read(run(table))["telephone"]) & set(lines)


def test_a_line_that_many_share_is_an_office_s_whatever_it_looks_like(run, frame):
    out = read(run(frame(demandeur=PEOPLE[:20], telephone=["3900"] * 20, objet=["Eau"] * 20)))
    assert set(out["telephone"]) == {"3900"}


PLATES = [f"G{'ABCDEFGHJK'[row % 10]}-{row + 101}-ZK" for row in range(20)]


def test_vehicles_that_a_service_drives_stay_and_impounded_ones_go(run, frame):
    fleet = frame(
        IMMAT=PLATES, SERVICE_AFFECT=["Voirie"] * 20, KM=[str(9000 + n) for n in range(20)]
    )
    assert read(run(fleet))["IMMAT"].to_list() == PLATES
    impounded = frame(
        IMMAT=PLATES, MARQUE=["Dacia"] * 20, MODELE=["Logan"] * 20, SERVICE=["PM"] * 20
    )
    assert not set(read(run(impounded))["IMMAT"]) & set(PLATES)


def test_who_keeps_a_polling_station_is_no_candidate_and_where_one_votes_is_public(run, frame):
    streets = [f"{row + 2} rue Haute" for row in range(20)]
    table = frame(
        bureau=[str(row) for row in range(20)],
        adresse=streets,
        voix=["120"] * 20,
        inscrits=["800"] * 20,
        secretaire=PEOPLE[:20],
    )
    out = read(run(table))
    assert out["adresse"].to_list() == streets
    assert not set(out["secretaire"]) & set(PEOPLE)


def test_a_directory_of_public_servants_names_them(run, frame):
    table = frame(
        Nombre=PEOPLE[:20],
        Cargo=["Chofer", "Directora"] * 10,
        **{"Área": ["Tesorería"] * 20, "Teléfono oficial": ["443 322 1586"] * 20},
    )
    assert read(run(table))["Nombre"].to_list() == PEOPLE[:20]


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("date et lieu de naissance", "birth-date"),
        ("Lieu_nais", "event-place"),
        ("Réf. abonné", "identifier"),
        ("BORROWER_NO", "identifier"),
        ("klantnr", "identifier"),
        ("Cod. famille", "identifier"),
        ("nb abonnés", "count"),
        ("Artiste(s)", "author"),
    ],
)
def test_births_readers_and_households_are_told_apart(header, meaning, policy):
    assert policy.meaning(header).id == meaning


def test_a_street_that_somebody_is_supplied_in_makes_no_register_of_streets(run, frame):
    ways = ("calle Mayor", "plaza del Carmen", "avenida de la Paz", "calle Rosalía de Castro")
    homes = [f"{ways[row % 4]}, {row + 1}, 2º B" for row in range(40)]
    read_before = [str(200 + row) for row in range(40)]
    out = read(run(frame(TITULAR_CTO=PEOPLE, CALLE_SUMIN=homes, LECT_ANT_M3=read_before)))
    assert not set(out["TITULAR_CTO"]) & set(PEOPLE)


@pytest.mark.parametrize(("east", "north"), [("xwgs", "ywgs"), ("lonliv", "latliv")])
def test_coordinates_of_homes_under_glued_headers_are_made_less_precise(east, north, run, frame):
    given = {
        east: [f"6.{890_354 + row * 137}" for row in range(40)],
        north: [f"46.{948_282 - row * 211}" for row in range(40)],
    }
    out = read(run(frame(proprietaire=PEOPLE, **given)))
    for header, values in given.items():
        assert not set(out[header].cast(pl.String)) & set(values)
