"""Reuses of a CKAN portal with ckanext-showcase: which datasets each showcase is made of.

Records of datasets do not tell of them; the extension has actions of its own
(`ckanext_showcase_list`, `ckanext_showcase_package_list`), one request per showcase. So they are
asked for only where the source says so (`options: {showcases: true}`).
"""

from collections import Counter
from urllib.parse import quote

from connectors.ckan.actions import CkanActions
from connectors.words.texts import items, mapping, text
from federation.errors import HarvestError
from federation.model import Reuses

#: Showcases asked about at most.
_MOST = 500


class Showcases:
    """How many showcases each dataset has, asked of the portal once, at the first question."""

    def __init__(self, api: CkanActions) -> None:
        self._api = api
        self._counts: Counter[str] | None = None
        self._asked = False

    def of(self, dataset_id: str, name: str) -> Reuses | None:
        """The reuses of a dataset; None where the portal does not tell, or not of all of them."""
        if not self._asked:
            self._counts, self._asked = self._read(), True
        if self._counts is None:
            return None
        page = f"{self._api.address}/dataset/showcases/{quote(name or dataset_id)}"
        return Reuses(self._counts[dataset_id], page)

    def _read(self) -> Counter[str] | None:
        """None of a portal that refuses: its datasets are harvested all the same."""
        try:
            shown = [text(mapping(one).get("id")) for one in items(self._list())]
            if len(shown) > _MOST:
                return None
            return Counter(
                text(mapping(one).get("id"))
                for showcase in filter(None, shown)
                for one in items(self._packages(showcase))
            )
        except HarvestError:
            return None

    def _list(self) -> object:
        return self._api.call("ckanext_showcase_list")

    def _packages(self, showcase: str) -> object:
        return self._api.call("ckanext_showcase_package_list", showcase_id=showcase)
