"""Datasets of udata one by one: those that settings name, and what a list leaves out of each.

Source: udata, `udata/core/dataset/api.py`: 404 for what is absent or private, 410 for what was
deleted; archived datasets are answered, but not listed.
"""

from collections.abc import Callable, Sequence

from connectors.selection import Facts, selected
from connectors.udata import mapping as udata_mapping
from connectors.udata.api import UdataApi
from connectors.udata.resources import is_linked, with_resources
from connectors.words.texts import Json
from federation.errors import FailureCode, HarvestError
from federation.harvest import ItemFailure
from federation.i18n import msg
from federation.settings import Selection

ABSENT = frozenset({FailureCode.GONE, FailureCode.WITHDRAWN})
_OF_ONE = ABSENT | {FailureCode.TRUNCATED}
#: Reasons that concern one dataset, as the walk goes on.
_REASONS = {
    FailureCode.GONE: FailureCode.GONE,
    FailureCode.AUTH: FailureCode.WITHDRAWN,
    FailureCode.WITHDRAWN: FailureCode.WITHDRAWN,
    FailureCode.SERVER: FailureCode.SERVER,
    FailureCode.TRUNCATED: FailureCode.TRUNCATED,
}
_HIDDEN = msg(
    "This dataset was archived, deleted or made private by its publisher: it counts as withdrawn."
)


class UdataItems:
    """Datasets of one portal; `facts` tells what a selection may be about."""

    def __init__(self, api: UdataApi, select: Selection, facts: Callable[[Json], Facts]) -> None:
        self._api = api
        self._select = select
        self._facts = facts

    def show(self, names: Sequence[str]) -> tuple[list[Json], list[ItemFailure]]:
        """Datasets by id or slug, and those that were not had; HarvestError where none was."""
        found, failures, errors = [], [], []
        for name in names:
            try:
                found.append(self._api.get(self._api.url("datasets", name)))
            except HarvestError as error:
                if error.code not in _REASONS:
                    raise
                errors.append(error)
                failures.append(_failed(name, error))
        _check_some(errors, found)
        return found, failures

    def complete(self, found: Sequence[Json]) -> tuple[list[Json], list[ItemFailure]]:
        """Listed datasets with their files; hidden ones are failures, if they are selected.

        HarvestError where the files of none of several datasets could be had.
        """
        usable, failures, errors = [], [], []
        for item in found:
            try:
                outcome = self._completed(item)
            except HarvestError as error:
                if error.code not in _REASONS:
                    raise
                errors.append(error)
                failures.append(_failed(udata_mapping.identify(item), error))
                continue
            if isinstance(outcome, ItemFailure):
                failures.append(outcome)
            else:
                usable.append(outcome)
        _check_some(errors, usable)
        return usable, failures

    def _completed(self, item: Json) -> Json | ItemFailure:
        hidden, linked = udata_mapping.is_hidden(item), is_linked(item)
        if not (hidden or linked) or not selected(self._select, self._facts(item)):
            return item
        remote_id = udata_mapping.identify(item)
        if not remote_id:
            return item
        if hidden:
            return ItemFailure(remote_id, FailureCode.WITHDRAWN, _HIDDEN)
        return with_resources(self._api, item)


def _check_some(errors: Sequence[HarvestError], found: Sequence[Json]) -> None:
    """HarvestError where all of several requests failed: not one dataset, the portal itself.

    Unless the last was of something absent or untold: that says nothing against the portal.
    """
    if len(errors) > 1 and not found and errors[-1].code not in _OF_ONE:
        raise errors[-1]


def _failed(name: str, error: HarvestError) -> ItemFailure:
    return ItemFailure(name, _REASONS[error.code], error.message)
