"""Every reason code is explained, and what is done about it is what the code says."""

import re
from pathlib import Path

import pytest

from federation.errors import TRANSIENT, CodedError, FailureCode
from federation.i18n import msg
from federation.taxonomy import TAXONOMY, Decision, decision, next_step

DOCS = Path(__file__).parents[2] / "docs"
#: The classes of issue 3, whose names are a contract.
CLASSES = (
    "unreachable tls timeout throttled auth gone server wrong-format malformed mapping "
    "duplicate-id paging-loop truncated mass-deletion policy"
)


def test_every_code_is_explained_and_no_other():
    assert set(TAXONOMY) == set(FailureCode)
    assert set(CLASSES.split()) <= {code.value for code in FailureCode}


def test_what_is_tried_again_is_what_the_taxonomy_says():
    retried = {code for code, failure in TAXONOMY.items() if failure.decision is Decision.RETRY}
    assert retried == TRANSIENT
    for code in FailureCode:
        assert CodedError(code, msg("x")).transient is (decision(code) is Decision.RETRY)


def test_sentences_are_whole_plain_and_different():
    meanings = [failure.meaning.msgid for failure in TAXONOMY.values()]
    assert len(set(meanings)) == len(meanings)
    for code, failure in TAXONOMY.items():
        for said in (failure.meaning, next_step(code)):
            assert said.params == {}
            assert re.fullmatch(r"[A-Z].*[a-z.]", said.msgid), said.msgid
            assert "%" not in said.msgid
            assert len(said.msgid) <= 130, said.msgid


@pytest.mark.parametrize("code", FailureCode)
def test_an_item_never_fails_its_source_and_a_source_is_never_skipped(code):
    assert decision(code, item=True) is not Decision.FAIL
    assert decision(code) is not Decision.SKIP


@pytest.mark.parametrize("page", ["en/failures.md", "fr/pannes.md"])
def test_the_page_of_failures_tells_every_code_and_its_decision(page):
    rows = {}
    for line in (DOCS / page).read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 4 and (code := re.fullmatch(r"`([a-z-]+)`", cells[0])):
            rows[code[1]] = cells[1:]
    assert set(rows) == {code.value for code in FailureCode}
    for code, failure in TAXONOMY.items():
        told, meaning, step = rows[code.value]
        assert told == f"`{failure.decision.value}`"
        assert meaning
        assert step
        if page.startswith("en/"):
            assert (meaning, step) == (failure.meaning.msgid, failure.next_step.msgid)
