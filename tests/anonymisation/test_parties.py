"""Columns judged beside the column of who a row is about: homes, contacts, births, deciders."""

import polars as pl
import pytest

GIVEN = ("Nina", "Luc", "Awa", "Odile", "Karim", "Itziar", "Yves", "Salma", "Hugo", "Rosa")
FAMILY = (
    *("Vardon", "Kerlec", "Ndiaye", "Agirre", "Belkadi", "Morvant", "Morlec", "Zerrouk"),
    *("Lestren", "Palombe"),
)
PEOPLE = [f"{first} {last}" for first, last in zip(GIVEN, FAMILY, strict=True)]
BODIES = ["SARL Menuiserie du Port", "Association Les Amis du Lavoir", "Syndicat des eaux"]
STREETS = ("rue des Tanneurs", "avenue du Lavoir", "allée des Ormes", "rue Haute", "quai Vert")


def read(out) -> pl.DataFrame:
    assert out.table is not None, out.report.reasons
    return pl.read_parquet(out.table.path)


def parties(rows: int = 30) -> list[str]:
    """Twenty people and ten bodies, in turn."""
    return [BODIES[row % 3] if row % 3 == 0 else PEOPLE[row % 10] for row in range(rows)]


def street(row: int) -> str:
    return STREETS[row % 5]


@pytest.mark.parametrize("header", ["secteur", "zone", "quartier", "ligging"])
def test_house_numbers_that_only_people_have_are_their_homes(run, frame, header):
    who = parties()
    places = [
        street(row) if party in BODIES else f"{row + 3}, {street(row)}, 56000 Trouvignec"
        for row, party in enumerate(who)
    ]
    out = read(run(frame(usager=who, **{header: places}, objet=["Voirie"] * 30)))
    for party, was, now in zip(who, places, out[header], strict=True):
        assert now == was if party in BODIES else "rue" not in now.split(",")[0]


def test_a_home_goes_with_whoever_is_named_there(run, frame):
    who = parties()
    places = [
        street(row) if party in BODIES else f"chez Mme Kerlestin, {row + 3} {street(row)}"
        for row, party in enumerate(who)
    ]
    out = read(run(frame(usager=who, secteur=places, objet=["Voirie"] * 30)))
    for party, was, now in zip(who, places, out["secteur"], strict=True):
        assert now == was if party in BODIES else not {"rue", "Kerlestin"} & set(now.split())


def test_house_numbers_that_bodies_have_too_are_places(run, frame):
    places = [f"{row + 3}, {street(row)}" for row in range(30)]
    before = frame(usager=parties(), secteur=places, objet=["Voirie"] * 30)
    assert read(run(before))["secteur"].to_list() == places


def test_bare_streets_in_a_column_of_homes_stay(run, frame):
    who = parties()
    places = [
        street(row) if party in BODIES or row % 4 == 0 else f"{row + 3} {street(row)}"
        for row, party in enumerate(who)
    ]
    out = read(run(frame(usager=who, zone=places, objet=["Voirie"] * 30)))
    bare = [place for place in places if not place[0].isdigit()]
    assert [now for was, now in zip(places, out["zone"], strict=True) if was in bare] == bare


def contacts(offices: int) -> list[str]:
    """Landlines, mobiles, private mailboxes, and so many mailboxes of offices, of forty."""
    found = []
    for row in range(40):
        if row < offices:
            found.append(("voirie@trouvignec.fr", "accueil@trouvignec.fr")[row % 2])
        elif row % 3 == 0:
            found.append(f"02 97 {10 + row} 44 {50 - row}")
        elif row % 3 == 1:
            found.append(f"06 {10 + row} 55 66 {50 - row}")
        else:
            found.append(f"{FAMILY[row % 10].lower()}{row}@orange.fr")
    return found


def test_landlines_among_mailboxes_of_offices_are_switchboards(run, frame):
    reached = contacts(offices=16)
    before = frame(demandeur=[PEOPLE[row % 10] for row in range(40)], voie_retour=reached)
    for was, now in zip(reached, read(run(before))["voie_retour"], strict=True):
        theirs = was.startswith("06") or "orange" in was
        assert (now != was) is theirs, was


def test_landlines_of_people_are_masked_where_offices_are_few(run, frame):
    reached = contacts(offices=2)
    before = frame(demandeur=[PEOPLE[row % 10] for row in range(40)], voie_retour=reached)
    after = read(run(before))["voie_retour"]
    assert not any(now in reached for now in after if now[:2] == "02")


def test_days_that_spread_as_lives_do_are_births(run, frame):
    days = [f"{1 + row % 28:02d}/0{1 + row % 9}/{1941 + 2 * row}" for row in range(30)]
    days[4] = "7 mars 1962"
    out = read(run(frame(agent_nom=[PEOPLE[row % 10] for row in range(30)], ref_date=days)))
    assert not any("/" in day for day in out["ref_date"])


def test_days_of_a_few_years_are_a_service_s(run, frame):
    days = [f"{1 + row % 28:02d}/0{1 + row % 9}/{2019 + row % 5}" for row in range(30)]
    out = read(run(frame(agent_nom=[PEOPLE[row % 10] for row in range(30)], ref_date=days)))
    assert out["ref_date"].to_list() == days


@pytest.mark.parametrize("header", ["responsable", "président", "mandataire"])
def test_the_same_few_who_decide_for_all_are_public(run, frame, header):
    deciders = [
        ("Odette Lestrade", "Guénolé Prigent", "Soazig Tanguy")[row % 3] for row in range(30)
    ]
    names = [f"{GIVEN[row % 10]} {FAMILY[row // 3 % 10]}" for row in range(30)]
    out = read(run(frame(demandeur=names, **{header: deciders})))
    assert out[header].to_list() == deciders
    assert not set(out["demandeur"]) & set(names)


def test_a_responsible_person_of_each_row_is_not(run, frame):
    names = [f"{GIVEN[row % 10]} {FAMILY[row // 3 % 10]}" for row in range(30)]
    out = read(run(frame(demandeur=names, responsable=names[::-1])))
    assert not set(out["responsable"]) & set(names)


def test_what_streets_and_stops_are_called_stays(run, frame):
    names = ["Rosa Parks", "Nina Vardon", "Marie Curie", "Luc Kerlec", "Yves Morvant"] * 6
    streets = frame(RIVOLI=[str(row) for row in range(30)], TYP=["RUE"] * 30, LIB=names)
    assert read(run(streets)).equals(streets)
    stops = frame(linea=["L1"] * 30, parada=names, sentido_a=names[::-1], lat=["0.1"] * 30)
    assert read(run(stops))["sentido_a"].to_list() == names[::-1]


def test_a_directory_of_schools_tells_where_they_are(run, frame):
    before = frame(
        NOM_ESC=[f"{first} {last}" for first, last in zip(GIVEN, FAMILY, strict=True)] * 3,
        NIVEL=["Primaria"] * 30,
        DOMICILIO=[f"Av. Hidalgo {row + 3}" for row in range(30)],
        TURNO=["Matutino"] * 30,
        FECHA=["2024-03-01"] * 30,
    )
    assert read(run(before)).equals(before)


def test_things_with_a_name_are_nobody(run, frame):
    things = [f"{thing} {name}" for thing in ("Table", "Lampe", "Fauteuil") for name in GIVEN]
    before = frame(inv=[str(row) for row in range(30)], designation=things, etat=["bon"] * 30)
    assert read(run(before))["designation"].to_list() == things


def test_surnames_alone_among_beneficiaries_are_people(run, frame):
    who = [PEOPLE[row % 10] for row in range(25)] + ["TROUVIGNEC", "Kerlestin", "MORVANDEC"]
    out = read(run(frame(libelle_tiers=who, montant=["150"] * 28)))
    assert not set(out["libelle_tiers"]) & set(who)


def test_a_log_under_the_name_of_a_place_is_read(run, frame):
    lines = [f'{{"nom":"{last}","mail":"{last.lower()}@free.fr","motif":6}}' for last in FAMILY]
    lines += [f"sauvegarde {row} terminée" for row in range(12)]
    out = read(run(frame(seq=[str(row) for row in range(22)], ligne=lines)))
    assert not any(last in line for line in out["ligne"] for last in FAMILY)


@pytest.mark.parametrize("header", ["num_demande", "n° quittance", "dossiernr", "folio"])
def test_numbers_of_records_are_no_telephones(run, frame, header):
    numbers = [f"06{10 + row}55{66 - row}0{row % 10}" for row in range(20)]
    lines = [f"07{30 + row}44{66 - row}1{row % 10}" for row in range(20)]
    who = [PEOPLE[row % 10] for row in range(20)]
    out = read(run(frame(demandeur=who, telephone=lines, **{header: numbers})))
    assert out[header].to_list() == numbers
    assert not set(out["telephone"]) & set(lines)


def test_a_serial_number_is_no_house(run, frame):
    streets = [street(row) for row in range(20)]
    out = read(
        run(
            frame(
                num=[str(row) for row in range(20)],
                date=["2024-03-01"] * 20,
                citoyen=[PEOPLE[row % 10] for row in range(20)],
                arrondissement=["Médina"] * 20,
                rue=streets,
                objet=["Éclairage"] * 20,
            )
        )
    )
    assert out["rue"].to_list() == streets


def test_logins_are_told_by_their_column(run, frame):
    logins = [f"{first[0]}{last}".lower() for first, last in zip(GIVEN, FAMILY, strict=True)]
    logins += ["bmartin", "durandc", "sbernard", "petitl", "jmoreau", "garciap", "mrichard"]
    out = read(run(frame(requester=logins, prio=["3"] * 17, demandeur=(PEOPLE * 2)[:17])))
    assert not set(out["requester"]) & set(logins)


def test_addresses_of_documents_that_name_people_lose_the_names(run, frame, tmp_path):
    from federation.model import SchemaRef, TableContext

    links = [f"https://trouvignec.fr/delib/{row:03d}.pdf" for row in range(10)]
    links[4] = "https://trouvignec.fr/delib/004_nina_vardon.pdf"
    before = frame(
        COLL_NOM=["Trouvignec"] * 10,
        DELIB_ID=[str(row) for row in range(10)],
        DELIB_DATE=["2024-03-01"] * 10,
        DELIB_OBJET=["Budget"] * 10,
        DELIB_URL=links,
    )
    context = TableContext("deliberations", schema=SchemaRef("scdl/deliberations"))
    after = read(run(before, context))["DELIB_URL"].to_list()
    assert after[:4] + after[5:] == links[:4] + links[5:]
    assert "vardon" not in after[4]


def test_households_are_natural_persons():
    from anonymisation.bodies.register import natural_person

    number = ["54875539600072"]
    for name in ("Foyer TROUVIGNEC", "Foyer PRINTEMPS", "Famille Kerlestin", "Consorts Vardon"):
        assert natural_person(name, number), name
    for name in (
        "Foyer Rural de Kerlec",
        "FOYER RURAL",
        "Foyer Abbé Pierre",
        "Famille Durand SARL",
    ):
        assert not natural_person(name, number), name
    for name in ("TROUVIGNEC Éric EI", "CHÂTEAU Nina EI"):
        assert natural_person(name, number), name


def test_lines_under_an_office_are_public(run, frame):
    lines = [f"02 97 {10 + row} 44 {50 - row}" for row in range(20)]
    out = read(run(frame(demandeur=(PEOPLE * 2), bureau=lines)))
    assert out["bureau"].to_list() == lines
