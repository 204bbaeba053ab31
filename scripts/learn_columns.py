"""Learn the weights of the model of columns from the labelled sets of the tests.

    python scripts/learn_columns.py [--without SET …]

Writes `anonymisation/learned/columns.tsv`: for each kind of column (no personal data, some cells,
or all of one kind of it) what each feature weighs. The same sets give the same file. Multinomial
logistic regression with an L2 penalty (scikit-learn); features that fewer than two tables show are
left out, and weights that move nothing. Each table teaches twice, the second time as if each row
came eight times: who comes every week is no official for that. `--without` leaves sets out, to
measure on them. Raise `anonymisation.ENGINE` when the file changes: what was published is then
examined again.
"""

import argparse
import csv
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from multiprocessing import Pool
from pathlib import Path

import polars as pl
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from anonymisation.detection.detector import Detector  # noqa: E402
from anonymisation.learned.features import features  # noqa: E402
from anonymisation.learned.model import MIXED, PUBLIC, WEIGHTS  # noqa: E402
from anonymisation.policy.policy import Policy  # noqa: E402
from anonymisation.profiling.countries import country_of  # noqa: E402
from anonymisation.profiling.sample import ColumnProfile, profile  # noqa: E402
from benchmarks.anonymisation_recall import evaluated, unpacked  # noqa: E402

POLICY = Policy.load(None)
#: The kinds of columns of which whole cells are one kind of personal data; others are numbers.
KINDS = {"PERSON": "person", "ADDRESS": "address", "PHONE": "phone", "EMAIL": "email"}
KINDS |= {"BIRTH_DATE": "birth"}
NUMBER = "id"
#: Filled cells below which a column teaches nothing; shares of a cell, and of the cells.
FEWEST, FILLED, MOST, FEW = 3, 0.6, 0.75, 0.01
#: Tables that must show a feature, the inverse of the penalty, and the least weight that is kept.
TABLES, PENALTY, LEAST = 2, 0.25, 0.02
#: How often each row comes in the second teaching.
OFTEN = 8


@dataclass(frozen=True)
class Example:
    """A column of a labelled table: what it shows, and which kind it is."""

    table: str
    shown: Mapping[str, float]
    kind: str


def examples(folder: Path) -> Iterator[Example]:
    """The columns of one labelled set."""
    spans = _spans(folder / "gold.csv")
    for entry in json.loads((folder / "manifest.json").read_text(encoding="utf-8")):
        file = folder / "tables" / entry["file"]
        frame = pl.read_csv(file, infer_schema=False, encoding="utf8")
        with tempfile.TemporaryDirectory() as made:
            path = Path(made) / "table.parquet"
            frame.write_parquet(path)
            names = tuple(frame.columns)
            detector = Detector(country_of(path, names) or "FR", POLICY.thresholds.score, None)
            once = profile(path, names, detector)
        again = {name: _often(one) for name, one in once.items()}
        kinds = {
            name: kind
            for name in names
            if (kind := kind_of(frame[name].to_list(), spans[entry["file"], name]))
        }
        for shown in (features(once, POLICY), features(again, POLICY)):
            for name, kind in kinds.items():
                yield Example(f"{folder.name}/{entry['file']}", shown[name], kind)


def _often(one: ColumnProfile) -> ColumnProfile:
    """The column of the same table with each row several times."""
    again = one.again * OFTEN if one.persons else one.again
    return replace(one, filled=one.filled * OFTEN, rows=one.rows * OFTEN, again=again, once=0.0)


def _spans(gold: Path) -> dict[tuple[str, str], dict[int, list[dict[str, str]]]]:
    """The labelled spans of each column, by row."""
    found: dict[tuple[str, str], dict[int, list[dict[str, str]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    with gold.open(newline="", encoding="utf-8-sig") as handle:
        for line in csv.DictReader(handle):
            found[line["file"], line["column"]][int(line["row"])].append(line)
    return found


def kind_of(cells: list[str | None], spans: Mapping[int, list[dict[str, str]]]) -> str:
    """The kind of a column, "" when it is too short to tell; debatable cells do not count."""
    filled = some = 0
    whole: Counter[str] = Counter()
    for row, cell in enumerate(cells):
        labelled = spans.get(row, [])
        if not (cell or "").strip() or any(one["must_mask"] == "either" for one in labelled):
            continue
        filled += 1
        theirs = [one for one in labelled if one["must_mask"] == "true"]
        some += bool(theirs)
        if theirs and sum(len(one["text"]) for one in theirs) >= FILLED * len(cell.strip()):
            whole[KINDS.get(theirs[0]["entity_type"], NUMBER)] += 1
    if filled < FEWEST:
        return ""
    if some <= FEW * filled:
        return PUBLIC
    return whole.most_common(1)[0][0] if whole.total() >= MOST * filled else MIXED


def learn(found: list[Example]) -> list[str]:
    """The lines of the file of weights."""
    tables = defaultdict(set)
    for one in found:
        for feature in one.shown:
            tables[feature].add(one.table)
    known = {feature for feature, seen in tables.items() if len(seen) >= TABLES}
    vectors = DictVectorizer()
    shown = vectors.fit_transform(
        [{key: value for key, value in one.shown.items() if key in known} for one in found]
    )
    model = LogisticRegression(C=PENALTY, max_iter=1000)
    model.fit(shown, [one.kind for one in found])
    lines = ["\t".join(["feature", *model.classes_])]
    lines.append("\t".join(["bias", *(f"{weight:.3f}" for weight in model.intercept_)]))
    for feature, weights in zip(vectors.feature_names_, model.coef_.T, strict=True):
        if max(abs(weights)) >= LEAST:
            lines.append("\t".join([feature, *(_short(weight) for weight in weights)]))
    return lines


def _short(weight: float) -> str:
    return f"{weight:.2f}" if abs(weight) >= LEAST else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--without", nargs="*", default=[])
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    sets = [name for name in evaluated() if name not in options.without]
    with Pool() as pool:
        found = [one for each in pool.imap(_all, sets) for one in each]
    kinds = Counter(one.kind for one in found)
    print(f"{len(found)} examples of {len(sets)} sets: {dict(kinds.most_common())}")
    options.out.write_text("\n".join(learn(found)) + "\n", encoding="utf-8")


def _all(name: str) -> list[Example]:
    with unpacked(name) as folder:
        return list(examples(folder))


if __name__ == "__main__":
    main()
