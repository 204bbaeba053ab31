"""The search index keeps up with releases, and comes back from loss, damage and rivals."""

import json
import shutil
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import tantivy

from catalog_api.search import fields as index_schema
from catalog_api.search.index import SearchIndex
from catalog_api.search.questions import Question, answer


def found(index: SearchIndex, words: str = "") -> set[str]:
    return set(answer(index, Question(words, limit=100)).ids)


@pytest.fixture
def published(state, sample):
    datasets = sample(state)
    state.publish(*datasets)
    return datasets


@pytest.fixture
def index(state):
    one = SearchIndex(state.reader(), state.folder / "index")
    yield one
    one.close()


def reopened(state) -> SearchIndex:
    return SearchIndex(state.reader(), state.folder / "index")


def titled(dataset, title):
    return replace(dataset, dataset=replace(dataset.dataset, title={"fr": title}))


def test_changes_and_withdrawals_are_followed(state, published, index):
    index.refresh()
    assert found(index) == {one.id for one in published}
    state.publish(titled(published[1], "Zoologie municipale"))
    state.withdraw(published[2])
    assert found(index, "zoologie") == set()
    index.refresh()
    assert found(index, "zoologie") == {published[1].id}
    assert found(index) == {one.id for one in published} - {published[2].id}


def test_a_node_that_was_down_catches_up_without_rebuilding(state, published, index):
    index.refresh()
    index.close()
    folder = json.loads((state.folder / "index" / "mark.json").read_text())["folder"]
    state.publish(titled(published[1], "Zoologie municipale"))
    late = reopened(state)
    late.refresh()
    assert found(late, "zoologie") == {published[1].id}
    assert json.loads((state.folder / "index" / "mark.json").read_text())["folder"] == folder
    late.close()


def _lose(folder, mark):
    shutil.rmtree(folder / mark["folder"])


def _damage(folder, mark):
    (folder / mark["folder"] / "meta.json").write_text("{")


def _outdate(folder, mark):
    (folder / "mark.json").write_text(json.dumps({**mark, "version": -1}))


def _unmark(folder, mark):
    (folder / "mark.json").write_text("not json")


def _precede(folder, mark):
    # The store was replaced by an older one.
    (folder / "mark.json").write_text(json.dumps({**mark, "seq": 999}))


def _other(folder, mark):
    (folder / "mark.json").write_text(json.dumps({**mark, "federation": "elsewhere"}))


def _empty(folder, mark):
    writer = tantivy.Index.open(str(folder / mark["folder"])).writer(15_000_000, 1)
    writer.delete_all_documents()
    writer.commit()
    writer.wait_merging_threads()


@pytest.mark.parametrize("harm", [_lose, _damage, _outdate, _unmark, _precede, _other, _empty])
def test_a_bad_index_is_rebuilt(state, published, index, harm):
    index.refresh()
    index.close()
    folder = state.folder / "index"
    harm(folder, json.loads((folder / "mark.json").read_text()))
    again = reopened(state)
    again.refresh()
    assert found(again) == {one.id for one in published}
    assert len(list(folder.glob("index-*"))) == 1
    again.close()


def test_two_processes_may_share_a_folder(state, published, index):
    index.refresh()
    other = reopened(state)
    other.refresh()
    for title in ("Zoologie municipale", "Botanique municipale"):
        state.publish(titled(published[1], title))
        index.refresh()
        other.refresh()
        word = title.split()[0].lower()
        assert found(index, word) == found(other, word) == {published[1].id}
    other.close()


def test_rivals_that_refresh_at_once_wait_for_each_other(state, published):
    """Each of them would rebuild: none takes away the folder in which another writes."""
    rivals = [reopened(state) for _ in range(6)]
    together = threading.Barrier(len(rivals))

    def refreshed(one):
        together.wait()
        return one.refresh()

    with ThreadPoolExecutor(len(rivals)) as threads:
        for _ in range(5):
            (state.folder / "index" / "mark.json").unlink(missing_ok=True)
            assert len(set(threads.map(refreshed, rivals))) == 1
            assert len(list((state.folder / "index").glob("index-*"))) == 1
            assert all(found(one) == {dataset.id for dataset in published} for one in rivals)
    for one in rivals:
        one.close()


@pytest.mark.parametrize("harm", [_lose, _damage])
def test_an_index_that_is_lost_under_a_node_is_rebuilt(state, published, index, harm):
    index.refresh()
    folder = state.folder / "index"
    harm(folder, json.loads((folder / "mark.json").read_text()))
    state.publish(titled(published[1], "Zoologie municipale"))
    index.refresh()
    assert found(index) == {one.id for one in published}
    assert found(index, "zoologie") == {published[1].id}


def test_requests_never_wait_for_a_refresh(state, published, index):
    index.refresh()
    state.publish(titled(published[1], "Zoologie municipale"))
    with state.database.writing():
        index.touch()
        assert index.wait(0)
        assert len(found(index)) == len(published)
    for _ in range(100):
        if found(index, "zoologie"):
            break
        threading.Event().wait(0.05)
        index.touch()
    assert found(index, "zoologie") == {published[1].id}


def test_ranks_follow_the_order_of_ids():
    ids = sorted(str(uuid.UUID(int=value)) for value in (0, 1 << 64, 7 << 80, (1 << 128) - 1))
    ranks = [index_schema.rank(one) for one in ids]
    assert ranks == sorted(ranks)
    assert index_schema.rank("8") == 8 << 60
    assert index_schema.rank("zz") > index_schema.rank("e")
    assert index_schema.rank("") == 0
