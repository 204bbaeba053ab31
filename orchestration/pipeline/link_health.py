"""Checks whether the addresses that datasets give still answer, gently and more and more rarely.

One HEAD request per address that is due (`federation.store.links` says which). A host that is down
several times in a row, or asks to slow down, is left alone for a day with all its addresses.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from connectors.web.failures import HttpFailure, robots_refuse
from connectors.web.http import PoliteSession
from federation.errors import TRANSIENT, FailureCode, HarvestError
from federation.settings import Politeness, SourceSettings
from federation.store.links import Link, LinkCheck, Links, scheme_and_host
from orchestration.pipeline.boundary import describe
from orchestration.pipeline.progress import Progress, Silent
from orchestration.pipeline.workspace import Workspace

STAGE = "links"
_QUEUE = 2000  # addresses asked of the store at once
_BATCH = 200  # addresses between two writes
_THREADS = 8
_STRIKES = 3  # failures of a host in a row before it is left alone
#: An address that does not answer at once is asked again hours later: no long waits here.
_TIMEOUT_SECONDS = 20.0
_DEADLINE_SECONDS = 60.0
_RETRIES = 1
#: An address closed to robots may well answer to people.
_ROBOTS = robots_refuse("").message.msgid


@dataclass(frozen=True, slots=True)
class LinkRun:
    """What a check of addresses found.

    `postponed` belong to hosts left alone for a day, or are closed to robots.
    """

    checked: int = 0
    answering: int = 0
    broken: int = 0
    postponed: int = 0


def check_links(
    workspace: Workspace,
    *,
    source_id: str | None = None,
    limit: int | None = None,
    now: datetime | None = None,
    progress: Progress | None = None,
) -> LinkRun:
    """Check the addresses that are due, of one source or of all, at most `limit` of them."""
    links, told = Links(workspace.database), progress or Silent()
    done = LinkRun()
    told.start("", STAGE, None)
    with _sessions(workspace) as visit, ThreadPoolExecutor(_THREADS) as pool:
        while queue := links.due(_room(done, limit), now, source_id):
            for start in range(0, len(queue), _BATCH):
                batch = queue[start : start + _BATCH]
                done = add(done, _check_batch(links, visit, pool, batch, now))
                told.advance("", STAGE, len(batch))
    told.finish("", STAGE)
    return done


def _room(done: LinkRun, limit: int | None) -> int:
    asked = done.checked + done.postponed
    return _QUEUE if limit is None else max(0, min(_QUEUE, limit - asked))


def add(done: LinkRun, more: LinkRun) -> LinkRun:
    """Both runs in one."""
    return LinkRun(
        done.checked + more.checked,
        done.answering + more.answering,
        done.broken + more.broken,
        done.postponed + more.postponed,
    )


def _check_batch(
    links: Links,
    visit: "_Visits",
    pool: ThreadPoolExecutor,
    batch: Sequence[Link],
    now: datetime | None,
) -> LinkRun:
    hosts: defaultdict[str, list[Link]] = defaultdict(list)
    for link in batch:
        hosts[link.host].append(link)
    checks = list(chain.from_iterable(pool.map(visit.one_host, hosts.values())))
    links.record(checks, now)
    for host in visit.resting(hosts):
        links.cool_off(host, now)
    asked = [check for check in checks if check.asked]
    answering = sum(check.code is None for check in asked)
    return LinkRun(len(asked), answering, len(asked) - answering, postponed=len(batch) - len(asked))


@dataclass(slots=True)
class _Visits:
    """Visits addresses, and remembers which hosts are to be left alone.

    The addresses of a host are visited one after the other, hosts side by side.
    """

    sessions: dict[str, PoliteSession]
    others: PoliteSession
    # Of a host, only the thread that visits it writes.
    _strikes: Counter[str] = field(default_factory=Counter)
    _resting: set[str] = field(default_factory=set)

    def one_host(self, links: Sequence[Link]) -> list[LinkCheck]:
        """What the addresses of a host answer, until it is to be left alone."""
        checks = []
        for link in links:
            if link.host in self._resting:
                break
            if (found := self._check(link)) is not None:
                checks.append(found)
        return checks

    def _check(self, link: Link) -> LinkCheck | None:
        session = self.sessions.get(link.host, self.others)
        try:
            found = session.head(link.url)
        except HarvestError as error:
            return self._failed(link, error)
        except Exception as error:  # noqa: BLE001 - one strange address never stops the others
            return LinkCheck(link.id, None, describe(error, link.id)[0])
        self._settle(link.host, 0)
        return LinkCheck(link.id, found.status, None)

    def _failed(self, link: Link, error: HarvestError) -> LinkCheck | None:
        if error.message.msgid == _ROBOTS:
            return LinkCheck(link.id, None, None, asked=False)
        status = error.status if isinstance(error, HttpFailure) else None
        if error.code is FailureCode.THROTTLED or _not_asked(error):
            self._settle(link.host, _STRIKES)
            return None
        self._settle(link.host, 1 if error.code in TRANSIENT else 0)
        return LinkCheck(link.id, status, error.code)

    def _settle(self, host: str, strikes: int) -> None:
        self._strikes[host] = self._strikes[host] + strikes if strikes else 0
        if self._strikes[host] >= _STRIKES:
            self._resting.add(host)

    def resting(self, hosts: Iterable[str]) -> list[str]:
        """Those of some hosts that are left alone, also since an earlier batch.

        A harvest may have brought them further addresses meanwhile, which would stay due for ever.
        """
        return sorted(self._resting.intersection(hosts))


def _not_asked(error: HarvestError) -> bool:
    """Whether nothing was sent, because the host's circuit breaker is open."""
    return (
        error.code is FailureCode.UNREACHABLE
        and isinstance(error, HttpFailure)
        and not error.host_down
    )


@contextmanager
def _sessions(workspace: Workspace) -> Iterator[_Visits]:
    """Each portal is visited as its source's politeness says, other hosts as is usual."""
    with ExitStack() as stack:

        def session(source: SourceSettings, politeness: Politeness) -> PoliteSession:
            brief = politeness.model_copy(
                update={
                    "timeout_seconds": min(politeness.timeout_seconds, _TIMEOUT_SECONDS),
                    "deadline_seconds": min(politeness.deadline_seconds, _DEADLINE_SECONDS),
                    "retries": min(politeness.retries, _RETRIES),
                }
            )
            return stack.enter_context(
                workspace.session(source.model_copy(update={"politeness": brief}))
            )

        sources = [source for _, source in workspace.settings.sources]
        own = {
            host: session(source, source.politeness)
            for source in sources
            if (host := scheme_and_host(source.url)[1])
        }
        anywhere = SourceSettings(id="links", connector="files", url=".")
        yield _Visits(own, session(anywhere, Politeness()))
