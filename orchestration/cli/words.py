"""Small words that several commands share: ages, moments, and what can be done about a failure."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.markup import escape

from federation import clock
from federation.errors import FailureCode
from federation.taxonomy import next_step
from orchestration.cli.console import say, t

if TYPE_CHECKING:
    from federation.settings import Schedule

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


def age(stamp: str | None) -> str:
    """How long ago a stored moment was, in words; "never" for None."""
    if stamp is None:
        return t("never")
    seconds = int((clock.now() - clock.parse(stamp)).total_seconds())
    # From two of a unit on, so that no language needs a singular.
    if seconds < 2 * _MINUTE:
        return t("just now")
    if seconds < 2 * _HOUR:
        return t("%(count)s minutes ago", count=seconds // _MINUTE)
    if seconds < 2 * _DAY:
        return t("%(count)s hours ago", count=seconds // _HOUR)
    return t("%(count)s days ago", count=seconds // _DAY)


def moment(stamp: str) -> str:
    """A stored moment, to the minute."""
    return f"{clock.parse(stamp):%Y-%m-%d %H:%M} UTC"


def next_tick(schedule: "Schedule | None") -> str | None:
    """When a schedule comes next, in its own time zone; None without one."""
    if schedule is None:
        return None
    from cronsim import CronSim

    coming: datetime = next(CronSim(schedule.cron, datetime.now(ZoneInfo(schedule.timezone))))
    return f"{coming:%Y-%m-%d %H:%M} {schedule.timezone}"


def printable(text: str) -> str:
    """A portal's words on one line, without what would command a terminal; markup escaped."""
    return escape(" ".join("".join(each if each.isprintable() else " " for each in text).split()))


def show_next_steps(console: Console, codes: Iterable[FailureCode]) -> None:
    """What the data officer can do, once per reason."""
    known = list(dict.fromkeys(codes))
    if not known:
        return
    console.print("\n" + t("What to do"), style="bold")
    for code in known:
        console.print(f"  [yellow]{code}[/yellow]  {escape(say(next_step(code)))}", soft_wrap=True)
