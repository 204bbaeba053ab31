"""Sets that strangers to the rules labelled, through `partage anonymise FILE` as anybody does."""

import pytest

from benchmarks.anonymisation_recall import SCORER, by_application, scorer, unpacked

#: Strict recall at least; clean cells changed and hard negatives lost at most; in percent.
FLOORS = {"voices": (97, 1, 1), "traps": (97, 2.5, 2.5), "ledgers": (99, 1.5, 3.5)}
#: Identifiers whose check digit proves them.
CHECKED = {"NIR", "IBAN", "ES_NIF", "EC_CEDULA", "MX_CURP"}


@pytest.fixture(scope="module")
def figures(tmp_path_factory):
    """What the scorer says of a set, by its name; each anonymised once."""
    if not SCORER.exists():
        pytest.skip(
            "needs ../shared beside the repository (put the reference material there): "
            "tools/pii_score.py"
        )
    score = scorer()
    found = {}

    def of(name):
        if name not in found:
            folder = tmp_path_factory.mktemp(name)
            with unpacked(name) as made:
                by_application(made / "tables", folder)
                found[name] = score.figures(score.score_set(made, folder))
        return found[name]

    return of


@pytest.mark.parametrize("name", FLOORS)
def test_strangers_find_little_left_and_little_destroyed(name, figures):
    told = figures(name)
    recall, changed, lost = FLOORS[name]
    assert not told["errors"]
    assert not told["files_withheld"]
    assert told["recall_strict"] >= recall
    assert told["overmask_rate"] <= changed
    assert told["hn_loss_rate"] <= lost


@pytest.mark.parametrize("name", FLOORS)
def test_no_number_with_a_check_digit_is_left(name, figures):
    kinds = figures(name)["by_type"]
    found = {kind: kinds[kind]["recall"] for kind in CHECKED & set(kinds)}
    assert found
    assert set(found.values()) == {100}, found
