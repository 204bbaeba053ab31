"""Withdrawn datasets in Turtle, for those who harvest changes: activities that deleted them.

DCAT-AP has no record of what is gone: a record must be about something that is described, which
every harvester would take for published. DCAT-AP Feeds (SEMIC, living standard, §1) tells it by
Activity Streams: an `as:Delete` whose object is the dataset's URI.
"""

from collections.abc import Iterator, Sequence

from catalog_api.render.parts import all_languages
from catalog_api.render.turtle import iri, moment, node, texts
from catalog_api.web.links import Links
from federation import clock
from federation.store.withdrawals import Withdrawal


def tombstones(found: Sequence[Withdrawal], links: Links) -> Iterator[str]:
    """One activity for each, with its moment and its reason."""
    for one in found:
        dataset = links.dataset(one.id)
        yield node(
            iri(f"{dataset}#withdrawn-{one.seq}"),
            (
                ("a", "as:Delete"),
                ("as:object", iri(dataset)),
                ("as:published", moment(clock.parse(one.at))),
                *texts("as:summary", all_languages(one.reason) or {}),
            ),
        )
