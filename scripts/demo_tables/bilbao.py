"""Bilbao (Bilbo): municipal aid with identity numbers, cycle racks as GeoJSON."""

import json
from datetime import date
from random import Random

from demo_tables.common import chance, csv_bytes, spanish_dni, weekday
from demo_tables.people import person
from stdnum.es import cif

DISTRICTS = {
    "Deusto / Deustua": (-2.9475, 43.2770),
    "Uribarri": (-2.9210, 43.2690),
    "Otxarkoaga-Txurdinaga": (-2.9060, 43.2590),
    "Begoña": (-2.9150, 43.2610),
    "Ibaiondo": (-2.9240, 43.2550),
    "Abando": (-2.9370, 43.2620),
    "Errekalde": (-2.9420, 43.2500),
    "Basurtu-Zorrotza": (-2.9600, 43.2600),
}
LINES = (
    ("Ayudas a la rehabilitación de viviendas", "Vivienda"),
    ("Becas de comedor escolar", "Educación"),
    ("Ayudas de emergencia social", "Acción social"),
    ("Subvenciones a la rotulación en euskera", "Euskera"),
    ("Ayudas al comercio de proximidad", "Desarrollo económico"),
    ("Bono cultura joven", "Cultura"),
    ("Ayudas para la adquisición de bicicletas eléctricas", "Movilidad"),
    ("Subvenciones a asociaciones deportivas", "Deporte"),
    ("Cooperación al desarrollo: proyectos con Quito", "Cooperación"),
)
ENTITIES = (
    "Asociación Vecinal Zorrotzako Lagunak|Club Deportivo Ibaizabal Arraun|Elkartea Bilbo Zaharra|"
    "Fundación Ría Abierta|Ikastola Artxanda Kooperatiba|Coral Siete Calles|AMPA Zabalburu|"
    "Panadería Arenal S.L.|Librería La Plaza Nueva S.Coop.|Mercado de la Ribera Elkartea|"
    "Peña Otxarkoagako Gazteak|Taller Errekalde Bizikletak S.L.|Grupo de Danzas Begoñalde"
)
STREETS = (
    "Calle Autonomía|Gran Vía Don Diego López de Haro|Calle Iturribide|Avenida Lehendakari Aguirre|"
    "Calle San Francisco|Zabalbide kalea|Calle Gordóniz|Calle Zumalakarregi|Calle Ledesma"
)


def tables() -> dict[str, bytes]:
    """File name → bytes."""
    return {
        "ayudas-2025.csv": aid(),
        "aparcabicis.geojson": cycle_racks(),
    }


def aid() -> bytes:
    """Spanish headers, cp1252, semicolons, decimal commas; DNI and addresses of people."""
    random = chance("bilbao-aid")
    entities = {name: _cif(random) for name in ENTITIES.split("|")}
    rows = [_aid(random, number, entities) for number in range(1, 176)]
    header = (
        "Nº expediente;Fecha resolución;Línea de ayuda;Área;Beneficiario/a;DNI/CIF;Domicilio;"
        "Distrito;Importe concedido (€);Estado;Observaciones"
    )
    return csv_bytes(header.split(";"), rows, "cp1252", ";")


def _aid(random: Random, number: int, entities: dict[str, str]) -> list[object]:
    line, area = random.choice(LINES)
    decided = weekday(random, date(2025, 2, 3), date(2025, 12, 19))
    amount = f"{random.randrange(120, 5400)},{random.choice(['00', '50', '25'])}"
    district = random.choice(list(DISTRICTS))
    collective = area in ("Euskera", "Desarrollo económico", "Deporte", "Cooperación")
    row: list[object] = [f"2025-{number:05d}", f"{decided:%d/%m/%Y}", line, area]
    if collective:
        entity = random.choice(list(entities))
        row += [entity, entities[entity], ""]
        note = random.choice(["", "Pago en dos plazos", "Memoria justificativa presentada"])
    else:
        who = person(random, "bilbao")
        home = f"{random.choice(STREETS.split('|'))}, {random.randrange(1, 90)}, 3º dcha."
        row += [f"{who.last}, {who.first}", spanish_dni(random), home]
        kin = person(random, "bilbao")
        note = random.choice(
            [
                "",
                "",
                f"Tramitado por su {'hija' if kin.woman else 'hijo'} {kin.full}, tel. 600 000 "
                f"{random.randrange(100, 999)}",
                f"Notificar a {who.mailbox}@correo.example.net",
                "Familia monoparental, revisión en seis meses",
            ]
        )
    state = random.choices(["Concedida", "Pagada", "Renuncia"], [4, 8, 1])[0]
    return [*row, district, amount, state, note]


def _cif(random: Random) -> str:
    """An organisation's number: a letter, seven digits and their key."""
    body = f"{random.choice('BFG')}{random.randrange(9_000_000, 9_999_999)}"
    return body + cif.calc_check_digits(body)[0]


def cycle_racks() -> bytes:
    """Points with bilingual attributes; a rack is nobody's."""
    random = chance("bilbao-racks")
    features = []
    for number in range(1, 97):
        district = random.choice(list(DISTRICTS))
        longitude, latitude = DISTRICTS[district]
        place = [
            round(longitude + random.uniform(-0.008, 0.008), 6),
            round(latitude + random.uniform(-0.005, 0.005), 6),
        ]
        kind = random.choice(
            [("U alderantzikatua", "U invertida"), ("Aparkaleku itxia", "Cerrado")]
        )
        properties = {
            "kodea_codigo": f"BZ-{number:03d}",
            "barrutia_distrito": district,
            "mota_eu": kind[0],
            "tipo_es": kind[1],
            "plazak_plazas": random.choice([6, 8, 10, 12, 16, 24]),
            "bidegorri_metros": random.randrange(0, 400, 10),
            "instalazioa_instalacion": random.randrange(2012, 2027),
        }
        geometry = {"type": "Point", "coordinates": place}
        features.append({"type": "Feature", "geometry": geometry, "properties": properties})
    collection = {"type": "FeatureCollection", "name": "aparcabicis", "features": features}
    return (json.dumps(collection, ensure_ascii=False, indent=1) + "\n").encode()
