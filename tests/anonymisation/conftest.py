"""The engine on a frame, and the labelled sets of `labelled/`, each anonymised once."""

import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from anonymisation.detection.detector import Detector
from anonymisation.engine import anonymise
from anonymisation.policy.policy import Policy
from federation.model import Anonymised, SourceFormat, TableContext, TableFile

# `import tests` would find those of some dependency: the sets are the package `labelled`.
sys.path.append(str(Path(__file__).parent))

Run = Callable[..., Anonymised]
SEED = "dev"


def anonymised(
    frame: pl.DataFrame, context: TableContext, policy: Policy, folder: Path
) -> Anonymised:
    """Write the frame as Parquet and call the engine on it."""
    path = folder / "in.parquet"
    frame.write_parquet(path)
    columns = tuple(name for name in frame.columns if not name.startswith("__"))
    table = TableFile(path, columns, frame.height, SourceFormat("csv"))
    return anonymise(table, context=context, policy=policy, out=folder / "out.parquet")


@pytest.fixture(scope="session")
def policy() -> Policy:
    return Policy.load(None)


@pytest.fixture(scope="session")
def detector() -> Detector:
    """The detector of a French table."""
    return Detector("FR", 0.35)


@pytest.fixture(scope="session")
def blotted(detector: Detector) -> Callable[[str], str]:
    """`blotted(text)`: a text with a blot for each thing found that is not public anywhere."""
    public = {"PHONE_FIXED", "PHONE_SERVICE", "ADDRESS_PUBLIC", "PARCEL"}

    def made(text: str) -> str:
        found = detector.find(pl.Series([text]), "observations").get(text, ())
        for one in reversed([one for one in found if one.entity not in public]):
            text = text[: one.start] + "□" + text[one.end :]
        return text

    return made


@pytest.fixture
def run(tmp_path: Path, policy: Policy) -> Run:
    """Anonymise a frame: writes the Parquet file, calls the engine."""

    def made(
        frame: pl.DataFrame, context: TableContext | None = None, policy: Policy = policy
    ) -> Anonymised:
        return anonymised(frame, context or TableContext("table"), policy, tmp_path)

    return made


@pytest.fixture
def frame() -> Callable[..., pl.DataFrame]:
    """A table of text columns."""

    def made(**columns: list[str]) -> pl.DataFrame:
        return pl.DataFrame(columns, dict.fromkeys(columns, pl.String))

    return made


@pytest.fixture(scope="session")
def masked_set(
    tmp_path_factory: pytest.TempPathFactory, policy: Policy
) -> Callable[[str], tuple[object, Path]]:
    """`masked_set(name)`: a labelled set and the folder with its `gold` and its `pred`."""
    from labelled.sets import SETS

    done: dict[str, tuple[object, Path]] = {}

    def masked(name: str) -> tuple[object, Path]:
        if name not in done:
            folder = tmp_path_factory.mktemp(name)
            gold = SETS[name](SEED)
            gold.write(folder / "gold")
            _mask(gold, policy, folder)
            done[name] = (gold, folder)
        return done[name]

    return masked


def _mask(gold, policy: Policy, folder: Path) -> None:
    """Every table that may be published, as CSV; a missing file is a withheld table."""
    (folder / "pred").mkdir()
    for name in gold.tables:
        out = anonymised(gold.frame(name), gold.contexts[name], policy, folder)
        if out.table is None:
            continue
        published = pl.read_parquet(out.table.path, columns=list(out.table.columns))
        published.write_csv(folder / "pred" / f"{name}.csv", quote_style="always")
