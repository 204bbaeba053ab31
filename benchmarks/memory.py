"""Peak memory of a run: with many datasets, and with a 1 GB CSV among small ones.

Method: `partage run` (series checks on), resident memory of the whole process tree sampled every
100 ms, summed (shared pages counted twice: an upper bound). Target: under 1 GB in both.
"""

import random
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Cost, federation, run

DATASETS = 2000
BIG = 1_000_000_000  # bytes
PLACES = ("Wazemmes", "Fives", "Moulins", "Vauban", "Bois-Blancs", "Lille-Sud", "Hellemmes")
KINDS = ("voirie", "éclairage", "propreté", "espaces verts", "mobilier urbain", "graffiti")
TEXTS = (
    "Nid-de-poule au carrefour, chaussée déformée sur deux mètres",
    "Lampadaire éteint depuis une semaine devant l'école",
    "Dépôt sauvage de gravats à côté des bacs de tri",
    "Banc cassé dans le square, une latte manque",
    "Arbre penché après le vent, à vérifier avant la rentrée",
)


def partage(file: Path) -> Cost:
    return run([sys.executable, "-m", "orchestration", "--federation", str(file), "run", "--json"])


def many(root: Path) -> Cost:
    folder = root / "beaucoup" / "fichiers"
    folder.mkdir(parents=True)
    for number in range(DATASETS):
        rows = "".join(f"{line};{PLACES[line % 7]};{number}\n" for line in range(20))
        (folder / f"quartiers-{number:05d}.csv").write_text(f"id;quartier;lot\n{rows}")
    source = {"id": "fichiers", "connector": "files", "url": "fichiers"}
    return partage(federation(folder.parent, source))


def big(root: Path) -> Cost:
    folder = root / "gros" / "fichiers"
    folder.mkdir(parents=True)
    random.seed(20261122)
    line = 0
    with (folder / "signalements.csv").open("w", encoding="utf-8") as out:
        out.write("id;date;quartier;longitude;latitude;catégorie;description;statut\n")
        while out.tell() < BIG:
            block = []
            for _ in range(10_000):
                line += 1
                who = f", signalé par Mme Lefebvre{line % 97}" if line % 100 == 0 else ""
                block.append(
                    f"SIG-{line:08d};2025-{line % 12 + 1:02d}-{line % 28 + 1:02d};"
                    f"{PLACES[line % 7]};3.0{line % 9999:04d};50.6{line % 9973:04d};"
                    f"{KINDS[line % 6]};{TEXTS[line % 5]} (n° {line % 50_000}){who};traité\n"
                )
            out.writelines(block)
    (folder / "petit.csv").write_text("id;quartier\n1;Fives\n2;Wazemmes\n")
    print(f"big file: {line:,} rows, 8 columns", flush=True)
    source = {"id": "fichiers", "connector": "files", "url": "fichiers"}
    return partage(federation(folder.parent, source))


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="partage-bench-") as name:
        for title, measured in (
            (f"{DATASETS} datasets", many(Path(name))),
            ("1 GB CSV and a small one", big(Path(name))),
        ):
            print(
                f"{title}: peak {measured.peak:.0f} MB, {measured.cpu:.0f} s CPU, "
                f"{measured.wall:.0f} s wall (target: under 1000 MB)",
                flush=True,
            )


if __name__ == "__main__":
    main()
