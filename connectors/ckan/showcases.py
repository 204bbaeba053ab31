"""Reuses of a CKAN portal with ckanext-showcase: which datasets each showcase is made of.

Records of datasets do not tell of them; the extension has actions of its own
(`ckanext_showcase_list`, `ckanext_showcase_package_list`), one request per showcase. So they are
asked for only where the source says so (`options: {showcases: true}`).
"""

from collections import Counter
from collections.abc import Sequence
from time import monotonic
from urllib.parse import quote

from connectors.ckan.actions import CkanActions
from connectors.words.texts import items, mapping, text
from federation.errors import HarvestError
from federation.model import Reuses

#: Showcases asked about at most.
_MOST = 500
#: Seconds that asking about them may take: the harvest waits for it.
_PATIENCE = 240.0


class Showcases:
    """How many showcases each dataset has, asked of the portal once, at the first question."""

    def __init__(self, api: CkanActions, patience: float = _PATIENCE) -> None:
        self._api = api
        self._patience = patience
        self._counts: Counter[str] | None = None
        self._asked = False
        self._silent = False

    @property
    def silent(self) -> bool:
        """Whether the portal has showcases and failed to tell of them all this time."""
        return self._silent

    def of(self, dataset_id: str, name: str) -> Reuses | None:
        """The reuses of a dataset; None where the portal does not tell, or not of all of them."""
        if not self._asked:
            self._counts, self._asked = self._read(), True
        if self._counts is None:
            return None
        page = f"{self._api.address}/dataset/showcases/{quote(name or dataset_id)}"
        return Reuses(self._counts[dataset_id], page)

    def _read(self) -> Counter[str] | None:
        """None of a portal that refuses or is slow: its datasets are harvested all the same."""
        try:
            shown = self._ids("ckanext_showcase_list")
        except HarvestError as error:
            self._silent = error.transient  # else it has no showcases, or shows them to nobody
            return None
        if len(shown) > _MOST:
            return None
        found = self._count(shown)
        self._silent = found is None
        return found

    def _count(self, shown: Sequence[str]) -> Counter[str] | None:
        """By dataset; None where not all of them could be read: a part is not the whole."""
        found: Counter[str] = Counter()
        ends = monotonic() + self._patience
        for showcase in shown:
            if monotonic() > ends:
                return None
            try:
                found.update(self._ids("ckanext_showcase_package_list", showcase_id=showcase))
            except HarvestError:
                return None
        return found

    def _ids(self, action: str, **parameters: object) -> list[str]:
        listed = items(self._api.call(action, **parameters))
        return [name for one in listed if (name := text(mapping(one).get("id")))]
