"""How fast anonymisation reads a municipal mix with little personal data, and in how much memory.

Method: one process, CPU time (`time.process_time`), ratios within one run, each side warm. The
reference is Presidio's `BatchAnalyzerEngine` without language model over the *same* recognisers,
on a slice of the same cells (its cost per cell is constant); detection alone is compared with it
(on the mix, then on a table where most cells are personal), the findings of the slice must be the
same, then the whole stage (profile, detect, transform, verify, write) is timed, and its peak
memory is read from the kernel in a fresh process:
`python -m benchmarks.anonymisation_speed --rows 1000000` streams a table of that many rows.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from anonymisation import ENGINE, Policy, anonymise
from benchmarks.memory import peak_mb
from federation.model import SourceFormat, TableContext, TableFile

THRESHOLD = 0.35
ROOT = Path(__file__).parents[1]
SELF = (sys.executable, "-m", "benchmarks.anonymisation_speed")
KINDS = ["École", "Stade", "Piscine", "Médiathèque", "Gymnase", "Crèche", "Parc", "Square", "Salle"]
NAMES = [
    "Jean Jaurès",
    "Victor Hugo",
    "des Lilas",
    "du Centre",
    "Marie Curie",
    "de la Gare",
    "Simone Veil",
]
WORDS = [
    "travaux",
    "entretien",
    "voirie",
    "éclairage",
    "réfection",
    "toiture",
    "achat",
    "mobilier",
    "convention",
    "annuelle",
    "lot",
]


def mix(rows: int, seed: int = 1) -> pl.DataFrame:
    """Twelve columns as municipal tables have them; one cell in a hundred has personal data."""
    draw = random.Random(seed)

    def comment() -> str:
        text = " ".join(draw.choices(WORDS, k=6)).capitalize() + f", lot {draw.randint(1, 9999)}"
        if draw.random() < 0.08:
            text += draw.choice(
                [", suivi par Mme Delmas", ", tél. 06 12 34 56 78", ", j.dupont@free.fr"]
            )
        return text

    columns = {
        "identifiant": lambda: f"EQ-{draw.randint(0, 9_999_999):07d}",
        "type": lambda: draw.choice(KINDS),
        "nom_equipement": lambda: f"{draw.choice(KINDS)} {draw.choice(NAMES)}",
        "adresse": lambda: f"{draw.randint(1, 250)} rue {draw.choice(NAMES)}",
        "code_postal": lambda: draw.choice(["59000", "59800", "59100"]),
        "commune": lambda: draw.choice(["Lille", "Roubaix", "Hellemmes"]),
        "siret": lambda: f"{draw.randint(10**13, 10**14 - 1)}",
        "date_mise_en_service": lambda: (
            f"20{draw.randint(10, 24)}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
        ),
        "montant": lambda: f"{draw.randint(1, 99999)},{draw.randint(0, 99):02d}",
        "latitude": lambda: f"50.{draw.randint(0, 999999):06d}",
        "statut": lambda: draw.choice(["ouvert", "fermé"]),
        "commentaire": comment,
    }
    return pl.DataFrame({name: [make() for _ in range(rows)] for name, make in columns.items()})


GIVEN = ["Aminata", "Jean", "Claire", "Youssef", "Maite", "Paul", "Fatou", "Lucie", "Karim", "Ana"]
FAMILY = ["Delmas", "Belkacem", "Etxeberria", "Dupont", "Vardon", "Sarr", "Moreau", "Lopes"]


def dense(rows: int, seed: int = 1) -> pl.DataFrame:
    """Six columns in which nearly every cell is personal."""
    draw = random.Random(seed)

    def name() -> str:
        return f"{draw.choice(GIVEN)} {draw.choice(FAMILY)}"

    def phone() -> str:
        return "0" + " ".join([draw.choice("67"), *(f"{draw.randint(0, 99):02d}" for _ in "1234")])

    def mailbox() -> str:
        return f"{draw.choice(GIVEN)}.{draw.choice(FAMILY)}{draw.randint(1, 9999)}@free.fr".lower()

    def note() -> str:
        home = f"{draw.randint(1, 250)} rue {draw.choice(NAMES)}"
        return f"{draw.choice(WORDS).capitalize()} : {name()}, {phone()}, habite {home}"

    columns = {
        "demandeur": lambda: f"{draw.choice(['M.', 'Mme'])} {name()}",
        "telephone": phone,
        "courriel": mailbox,
        "adresse": lambda: f"{draw.randint(1, 250)} rue {draw.choice(NAMES)}",
        "nir": lambda: (
            f"{draw.choice('12')}{draw.randint(10, 99)}{draw.randint(1, 12):02d}59350"
            f"{draw.randint(1, 999):03d}{draw.randint(1, 97):02d}"
        ),
        "observations": note,
    }
    return pl.DataFrame({name: [make() for _ in range(rows)] for name, make in columns.items()})


def detection(frame: pl.DataFrame, slice_rows: int) -> dict[str, float]:
    """Cells per CPU second of the reference and of the fast path, on the same columns."""
    from presidio_analyzer import BatchAnalyzerEngine

    from anonymisation.detection.detector import Detector
    from anonymisation.recognisers import analyzer

    engine = BatchAnalyzerEngine(analyzer("FR", THRESHOLD))
    head = frame.head(slice_rows)
    warm = frame.tail(200)
    for column in warm.columns:
        engine.analyze_iterator(warm[column].to_list(), language="fr", context=[column])
    start = time.process_time()
    expected = {
        column: engine.analyze_iterator(head[column].to_list(), language="fr", context=[column])
        for column in head.columns
    }
    reference = slice_rows * len(head.columns) / (time.process_time() - start)
    for column in frame.columns:
        Detector("FR", THRESHOLD).find(frame[column].unique(), column)
    detector = Detector("FR", THRESHOLD)
    start = time.process_time()
    found = {column: detector.find(frame[column].unique(), column) for column in frame.columns}
    fast = frame.height * len(frame.columns) / (time.process_time() - start)
    same(head, expected, found)
    return {"reference_cells_s": reference, "fast_cells_s": fast, "ratio": fast / reference}


def same(head: pl.DataFrame, expected: Mapping[str, Any], found: Mapping[str, Any]) -> None:
    """Raise unless both found the same in every cell of the slice that is its own normal form."""
    from anonymisation.detection.detector import resolve
    from anonymisation.reading.text import Text, normalise

    for column in head.columns:
        for value, results in zip(head[column].to_list(), expected[column], strict=True):
            if normalise(value).normal == value:
                spans = resolve(Text(value, value), list(results))
                assert spans == found[column].get(value, ()), column


def stage(rows: int) -> dict[str, float]:
    """The whole stage in this process: cells per CPU second, peak memory in MB."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "in.parquet"
        subprocess.run([*SELF, "--make", str(path), "--rows", str(rows)], check=True, cwd=ROOT)
        columns = tuple(pl.read_parquet_schema(path))
        table = TableFile(path, columns, rows, SourceFormat("csv"))
        start = time.process_time()
        out = anonymise(
            table,
            context=TableContext("mix"),
            policy=Policy.load(None),
            out=Path(folder) / "out.parquet",
        )
        seconds = time.process_time() - start
        assert out.table is not None, out.report.reasons
        return {
            "rows": rows,
            "cells_s": rows * len(columns) / seconds,
            "cpu_s": seconds,
            "peak_mb": peak_mb(),
            "changed": out.report.cells_changed,
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--slice", type=int, default=1_000)
    parser.add_argument("--make", type=Path)
    parser.add_argument("--stage", action="store_true")
    options = parser.parse_args()
    if options.make:
        import pyarrow.parquet as pq

        block, writer = 50_000, None
        for number in range(0, options.rows, block):
            part = mix(min(block, options.rows - number), number).to_arrow(
                compat_level=pl.CompatLevel.oldest()
            )
            writer = writer or pq.ParquetWriter(options.make, part.schema)
            writer.write_table(part)
        if writer:
            writer.close()
    elif options.stage:
        print(json.dumps(stage(options.rows)))
    else:
        figures = {
            "engine": ENGINE,
            "mix": detection(mix(20_000), options.slice),
            "dense": detection(dense(20_000), options.slice),
        }
        child = [*SELF, "--stage", "--rows", str(options.rows)]
        figures["stage"] = json.loads(
            subprocess.run(child, check=True, capture_output=True, text=True, cwd=ROOT).stdout
        )
        print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
