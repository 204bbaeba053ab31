"""How much personal data is found, and how much else is destroyed, on the project's labelled sets.

Method: the sets of `tests/anonymisation/labelled` at a seed the tests do not use, through the
engine (or, with `--cli`, each table through `partage anonymise FILE`, which recognises the schema
by itself), scored by `../shared/tools/pii_score.py`. Recall is strict: a part of a name or number
that can still be read is a miss. Rules and sets have different authors, but the rules' authors were
told which kinds were missed, with examples: figures on data seen by neither side are lower.
`--evaluators`: the sets of `tests/anonymisation/evaluators` instead, through the command.
"""

import argparse
import importlib.util
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

import polars as pl

from anonymisation import Policy, anonymise
from federation.model import SourceFormat, TableContext, TableFile

ROOT = Path(__file__).parents[1]
EVALUATORS, PACKED = ROOT / "tests" / "anonymisation" / "evaluators", ".tar.xz"
SCORER = ROOT.parent / "shared" / "tools" / "pii_score.py"


class Made(Protocol):
    """A labelled set: tables by name, and what is known of each."""

    tables: dict[str, object]
    contexts: dict[str, TableContext]

    def frame(self, name: str) -> pl.DataFrame: ...

    def write(self, folder: Path) -> None: ...


def scorer() -> ModuleType:
    """The shared scorer, loaded from its file."""
    if not SCORER.exists():
        raise SystemExit("needs ../shared beside the repository: tools/pii_score.py")
    spec = importlib.util.spec_from_file_location("pii_score", SCORER)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{SCORER} cannot be read")
    module = importlib.util.module_from_spec(spec)
    sys.modules["pii_score"] = module
    spec.loader.exec_module(module)
    return module


def by_engine(made: Made, folder: Path) -> None:
    """Every table through the stage, with what a source would declare (schema, country)."""
    policy = Policy.load(None)
    for name in made.tables:
        frame = made.frame(name)
        source = folder / "in.parquet"
        frame.write_parquet(source)
        table = TableFile(source, tuple(frame.columns), frame.height, SourceFormat("csv"))
        out = anonymise(
            table, context=made.contexts[name], policy=policy, out=folder / "out.parquet"
        )
        if out.table is not None:
            safe = pl.read_parquet(out.table.path, columns=list(out.table.columns))
            safe.write_csv(folder / "pred" / f"{name}.csv", quote_style="always")


def by_command(made: Made, folder: Path) -> None:
    """Every table as a CSV file through the command line."""
    for name, context in made.contexts.items():
        command = [str(Path(sys.executable).with_name("partage")), "anonymise"]
        command += [str(folder / "gold" / "tables" / f"{name}.csv")]
        command += ["--out", str(folder / "pred" / f"{name}.csv")]
        env = {**os.environ, "PARTAGE_COUNTRY": context.country}
        done = subprocess.run(command, env=env, capture_output=True, check=False)
        if done.returncode not in (0, 3):  # 3: quarantined, nothing written
            print(f"  {name}: exit {done.returncode}")


def by_application(tables: Path, pred: Path) -> None:
    """Every CSV file of a folder as by the command, in this process: it is loaded once."""
    from typer.testing import CliRunner

    from orchestration.cli.app import app

    for file in sorted(tables.glob("*.csv")):
        command = ["anonymise", str(file), "--out", str(pred / file.name)]
        done = CliRunner().invoke(app, command, catch_exceptions=False)
        if done.exit_code not in (0, 3):  # 3: quarantined, nothing written
            raise RuntimeError(f"{file.name}: exit {done.exit_code}")


def evaluators(wanted: list[str]) -> None:
    """The sets of those who had not seen the rules."""
    score = scorer()
    for name in evaluated():
        if wanted and name not in wanted:
            continue
        with unpacked(name) as made, tempfile.TemporaryDirectory() as pred:
            by_application(made / "tables", Path(pred))
            show(name, score.figures(score.score_set(made, Path(pred))))


def evaluated() -> list[str]:
    """The names of the sets of evaluators."""
    return sorted(path.name.removesuffix(PACKED) for path in EVALUATORS.glob(f"*{PACKED}"))


@contextmanager
def unpacked(name: str) -> Iterator[Path]:
    """The folder of one of them (`tables/*.csv`, `gold.csv`, `manifest.json`), for a while."""
    with (
        tempfile.TemporaryDirectory() as folder,
        tarfile.open(EVALUATORS / f"{name}{PACKED}") as packed,
    ):
        packed.extractall(folder, filter="data")
        yield Path(folder) / name


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("sets", nargs="*")
    parser.add_argument("--seed", default="bench")
    parser.add_argument("--cli", action="store_true")
    parser.add_argument("--evaluators", action="store_true")
    options = parser.parse_args()
    if options.evaluators:
        evaluators(options.sets)
        return
    sys.path.append(str(ROOT / "tests" / "anonymisation"))
    from labelled.sets import SETS  # type: ignore[import-not-found, unused-ignore]

    score = scorer()
    for name in options.sets or SETS:
        with tempfile.TemporaryDirectory() as made_in:
            folder = Path(made_in)
            (folder / "pred").mkdir()
            made = SETS[name](options.seed)
            made.write(folder / "gold")
            (by_command if options.cli else by_engine)(made, folder)
            show(name, score.figures(score.score_set(folder / "gold", folder / "pred")))


def show(name: str, figures: dict[str, Any]) -> None:
    """One line per set, then the types below 100 %."""
    print(
        f"{name:10s} strict recall {figures['recall_strict']:6.2f} % of {figures['must_mask']:5d}"
        f" | clean cells changed {figures['overmask_rate']:5.2f} % of {figures['clean_cells']:5d}"
        f" | hard negatives lost {figures['hn_loss_rate']:5.2f} % of {figures['hard_negatives']}"
        f" | context kept {figures['context_words_kept']:.1f} %"
        f" | tables withheld {len(figures['files_withheld'])}",
        flush=True,
    )
    missed = {kind: line for kind, line in figures["by_type"].items() if line["recall"] < 100}
    for kind, line in missed.items():
        print(f"           {kind}: {line['recall']:.2f} % of {line['n']}")


if __name__ == "__main__":
    main()
