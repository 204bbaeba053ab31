"""Counts by facet, with labels in the reader's language, as JSON bytes."""

from collections.abc import Mapping, Sequence

from catalog_api.web.bytes_out import array, dumps, members
from catalog_api.words.labels import facet_label
from federation.published import FederationDocument

#: Values whose words are kept; beyond, all are forgotten: publishers' values have no end.
_MOST = 20_000


class Labels:
    """The words for values of facets, made once for as long as the federation is the same."""

    def __init__(self) -> None:
        self._federation: FederationDocument | None = None
        self._known: dict[tuple[str, str, str], bytes] = {}

    def clear(self) -> None:
        """Forget all of them: a name or a keyword was taken back."""
        self._known = {}

    def json(
        self,
        counts: Mapping[str, Sequence[tuple[str, int]]],
        federation: FederationDocument,
        locale: str,
    ) -> bytes:
        """`{facet: [{"value", "label", "count"}]}`."""
        if federation is not self._federation:
            if federation != self._federation or len(self._known) > _MOST:
                self._known = {}
            self._federation = federation
        return members(
            *(
                (facet, array(self._one(facet, value, locale) % count for value, count in values))
                for facet, values in counts.items()
            )
        )

    def _one(self, facet: str, value: str, locale: str) -> bytes:
        """A value, with a place for its count."""
        key = (facet, value, locale)
        if (found := self._known.get(key)) is None:
            assert self._federation is not None  # noqa: S101 - set by `json`
            label = facet_label(facet, value, self._federation, locale)
            shown = dumps({"value": value, "label": label}).replace(b"%", b"%%")
            self._known[key] = found = shown[:-1] + b',"count":%d}'
        return found


#: Those of this process.
LABELS = Labels()
