"""Quito (San Francisco de Quito): complaints about trees, and the budget as a workbook."""

import io
import zipfile
from datetime import date, datetime

from demo_tables.common import cedula, chance, csv_bytes, day
from demo_tables.people import person
from openpyxl import Workbook

PARISHES = (
    "Centro Histórico|La Magdalena|Chillogallo|Quitumbe|Guamaní|La Floresta|Iñaquito|El Condado|"
    "Cotocollao|Calderón|Cumbayá|Tumbaco|Conocoto|Nayón|Puembo|La Ferroviaria|Turubamba|Pomasqui"
)
SPECIES = (
    "Arupo|Cholán|Capulí|Jacarandá|Eucalipto|Ciprés|Tilo|Guaba|Acacia negra|Palma de coco cumbi|"
    "Molle|Cedro andino|Fresno|Yalomán"
)
COMPLAINTS = (
    "Rama caída sobre la acera, obstruye el paso de coches de bebé.",
    "El árbol levanta la vereda frente a la casa de {who}, cédula {other}.",
    "Solicito poda urgente, toca los cables. Llamar al {phone}, preguntar por {kin}.",
    "Tala sin permiso por parte del vecino {kin}, camioneta placa {plate}.",
    "Raíces dañan la tubería; ya reclamé el año pasado y nadie vino.",
    "Árbol enfermo, con plaga blanca en el tronco. Se adjunta fotografía.",
    "Pido siembra de especies nativas en el parque del barrio.",
    "{kin}, persona adulta mayor que usa andador, se tropezó con el tocón: fractura de cadera.",
    "Caída de frutos resbalosos junto a la parada del trolebús.",
    "Escribir a {mail}; preside el comité barrial {kin}.",
)
PROGRAMMES = (
    ("Movilidad", "Mantenimiento de la Primera Línea del Metro"),
    ("Movilidad", "Ciclovías y pacificación de vías"),
    ("Ambiente", "Arbolado urbano y parques metropolitanos"),
    ("Ambiente", "Gestión integral de residuos"),
    ("Cultura", "Bibliotecas y Fiestas de Quito"),
    ("Cultura", "Conservación del Centro Histórico"),
    ("Inclusión social", "Casas Somos y comedores comunitarios"),
    ("Inclusión social", "Atención al adulto mayor 60 y Piquito"),
    ("Salud", "Unidades metropolitanas de salud"),
    ("Educación", "Unidades educativas municipales"),
    ("Seguridad", "Gestión de riesgos y laderas"),
    ("Agua", "Ampliación de redes en Calderón y Turubamba"),
    ("Gobierno", "Gobierno abierto y datos abiertos"),
    ("Gobierno", "Cooperación descentralizada con Bilbao"),
)
GROUPS = (("51", "Gastos en personal"), ("53", "Bienes y servicios de consumo"),
          ("73", "Bienes y servicios para inversión"), ("75", "Obras públicas"),
          ("84", "Bienes de larga duración"))  # fmt: skip


def tables() -> dict[str, bytes]:
    """File name → bytes."""
    return {
        "quejas-arbolado.csv": complaints(),
        "presupuesto-2026.xlsx": budget(),
    }


def complaints() -> bytes:
    """Identity numbers in a column, and more of them with names in the text."""
    random = chance("quito-trees")
    rows = []
    for number in range(1, 153):
        who, kin = person(random, "quito"), person(random, "quito")
        plate = (
            f"P{random.choice('ABCDF')}{random.choice('ABCDFGH')}-{random.randrange(1000, 9999)}"
        )
        text = random.choice(COMPLAINTS).format(
            who=who.full,
            kin=kin.full,
            other=cedula(random),
            phone=f"099 000 {random.randrange(1000, 9999)}",
            plate=plate,
            mail=f"{who.mailbox}@correo.example.net",
        )
        row: list[object] = [f"ARB-{number:05d}", day(random, date(2026, 1, 5), date(2026, 9, 18))]
        row += [cedula(random), who.full, random.choice(PARISHES.split("|"))]
        row += [random.choice(SPECIES.split("|")), text]
        row += [random.choice(["Atendida", "En inspección", "Programada", "Archivada"])]
        rows.append(row)
    header = "codigo,fecha,cedula,solicitante,parroquia,especie,descripcion,estado"
    return csv_bytes(header.split(","), rows)


def budget() -> bytes:
    """A workbook of one sheet: title lines above the header, as municipal services write them."""
    random = chance("quito-budget")
    book = Workbook()
    sheet = book.active
    sheet.title = "Presupuesto"
    sheet.append(["Municipio del Distrito Metropolitano de Quito – presupuesto 2026 (ejercicio)"])
    sheet.append([])
    sheet.append(["Sector", "Programa", "Grupo", "Descripción del grupo", "Codificado (USD)",
                  "Devengado (USD)", "Ejecución (%)"])  # fmt: skip
    for sector, programme in PROGRAMMES:
        for code, label in GROUPS:
            planned = random.randrange(20_000, 9_000_000, 500)
            spent = round(planned * random.uniform(0.22, 0.71), 2)
            row = [sector, programme, code, label, planned, spent, round(100 * spent / planned, 1)]
            sheet.append(row)
    return _reproducible(book)


def _reproducible(book: Workbook) -> bytes:
    """The workbook without the moment of writing: the same bytes on every machine."""
    moment = datetime(2026, 9, 1, 8, 0)  # noqa: DTZ001 - the format knows no time zone
    book.properties.created = moment
    written, clean = io.BytesIO(), io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(clean, "w") as target:
        for name in sorted(
            source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)
        ):
            body = source.read(name)
            if name == "docProps/core.xml":
                stamp = book.properties.modified.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                body = body.replace(stamp, moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode())
            target.writestr(zipfile.ZipInfo(name, (2026, 9, 1, 8, 0, 0)), body)
    return clean.getvalue()
