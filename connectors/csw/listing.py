"""A web-accessible folder of ISO records: a page whose links end in .xml, one record each."""

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from connectors.csw.answers import answer
from connectors.csw.records import Record, RecordReader
from connectors.cursors import Cursor
from connectors.provenance import is_under
from connectors.walk import Walk
from connectors.web.answers import Body
from connectors.web.http import PoliteSession
from federation.errors import FailureCode, HarvestError
from federation.harvest import HarvestPage, ItemFailure

MODE = "listing"
_AT_ONCE = 20
#: Reasons that concern one file: the walk goes on.
_ITEM_REASONS = frozenset(
    {
        FailureCode.GONE,
        FailureCode.WRONG_FORMAT,
        FailureCode.MALFORMED,
        FailureCode.POLICY,
        FailureCode.TOO_LARGE,
    }
)


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]


def links(body: Body, source: str) -> tuple[str, ...]:
    """The addresses of the records that a page lists: .xml files in the folder of the page."""
    reader = _Links()
    reader.feed(body.content.decode("utf-8", "replace"))
    reader.close()
    base = source.split("?", 1)[0]
    folder = base.rsplit("/", 1)[0] if base.endswith((".html", ".htm")) else base
    found = (_absolute(body.url, each) for each in reader.found)
    return tuple(sorted({each for each in found if each and is_under(each, folder)}))


def _absolute(base: str, link: str) -> str:
    try:
        found = urldefrag(urljoin(base, link))[0]
        path = urlsplit(found).path
    except ValueError:
        return ""
    return found if path.lower().endswith(".xml") else ""


def pages(
    addresses: tuple[str, ...],
    session: PoliteSession,
    reader: RecordReader,
    walk: Walk,
    place: Cursor,
) -> Iterator[HarvestPage]:
    """Some files at a time, in the order of their names, from a place on."""
    left = [each for each in addresses if each > place.after]
    passed = len(addresses) - len(left)
    for begin in range(0, max(len(left), 1), _AT_ONCE):
        some = left[begin : begin + _AT_ONCE]
        items, failures = [], []
        for address in some:
            try:
                found = _records(address, session, reader)
            except HarvestError as error:
                if error.code not in _ITEM_REASONS:
                    raise
                failures.append(ItemFailure(address, error.code, error.message))
                continue
            items += [item for each in found for item in each.items]
            failures += [failure for each in found for failure in each.failures]
        ended = begin + _AT_ONCE >= len(left)
        after = None if ended else Cursor(MODE, some[-1], passed + begin + len(some))
        yield walk.page(items, addresses[0], after, len(addresses), failures)
        if walk.full:
            return


def _records(address: str, session: PoliteSession, reader: RecordReader) -> list[Record]:
    body = session.get_bytes(address, headers={"Accept": "application/xml, text/xml"})
    return [reader.read(each) for each in answer(body).records]
