"""Which recognisers need read a text at all: the conditions of all of them, asked at once.

RE2 reads a text, its digits as 0, a single time for every pattern of every recogniser in its loose
form (`loose`): a few microseconds a text, whatever the number of patterns. Digits as 0, because
RE2 learns what it meets, and numbers would have it learn each. Where a pattern knows one digit from
another, it is asked again on the text itself. What RE2 cannot tell, it lets through.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from anonymisation.reading.text import fold
from anonymisation.recognisers.conditions.loose import loosened
from anonymisation.recognisers.conditions.patterns import Patterns, PatternSet

#: Decisions remembered: there are as many as combinations of patterns that texts really meet.
_DECISIONS = 20_000
#: Groups of recognisers whose patterns are asked together for a closer look, each with its memory.
_GROUPS = 16
#: No text matches it.
_NOTHING = r"[^\x00-\x{10ffff}]"
_ZEROED = str.maketrans("123456789", "000000000")


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a text with a finding matches; necessary, never sufficient.

    Every one of `needs`; then one of `alone` or `also`, or one of `helped` under a header that
    tells or with one of `cues` in the folded text, or one of `told` under such a header, or what
    `judged` says. Without any of these, `needs` are enough. `needs` and `also` are patterns of RE2
    that tell no digit from another.
    """

    needs: tuple[str, ...] = ()
    alone: Patterns = ()
    also: tuple[str, ...] = ()
    helped: Patterns = ()
    told: Patterns = ()
    cues: Patterns = ()
    judged: bool = False


class Conditioned(Protocol):
    """What a screen knows of a recogniser."""

    def conditions(self, threshold: float) -> Conditions:
        """What a text with a finding that counts from `threshold` on matches."""

    def worth(self, text: str) -> bool:
        """Whether a text is worth reading, where patterns cannot tell (`judged`)."""


R = TypeVar("R", bound=Conditioned)


class _Asked(Generic[R]):
    """A recogniser with the places of its patterns in the set of all."""

    def __init__(self, recogniser: R, threshold: float, cue: int) -> None:
        self.recogniser = recogniser
        self.conditions = recogniser.conditions(threshold)
        self.cue = cue if self.conditions.cues else None
        self.places: tuple[range, ...] = ()

    def patterns(self, zeroed: bool) -> tuple[tuple[str, ...], ...]:
        """Patterns of RE2 by what they say: needed, enough, enough with help, enough if told."""
        own = self.conditions
        loose = [
            (loosened(some, zeroed=zeroed),) if some else ()
            for some in (own.alone, own.helped, own.told)
        ]
        return own.needs, (*loose[0], *own.also), loose[1], loose[2]

    def place(self, first: int) -> int:
        """Take places from `first` on; returns the next free one."""
        found = []
        for some in self.patterns(zeroed=True):
            found.append(range(first, first + len(some)))
            first += len(some)
        self.places = tuple(found)
        return first

    @cached_property
    def close(self) -> tuple[str, ...]:
        """What a closer look asks: enough, with help, if told; nothing where 0 tells as much."""
        exact = self.patterns(zeroed=False)
        if exact == self.patterns(zeroed=True):
            return ()
        return tuple("|".join(some) or _NOTHING for some in exact[1:])

    @cached_property
    def free(self) -> bool:
        """Whether what is needed is enough."""
        own = self.conditions
        return not (own.judged or own.alone or own.also or own.helped or own.told)


@dataclass(frozen=True, slots=True)
class _Decision(Generic[R]):
    """Recognisers that read a text, and those of which more must be known: worth, cue, digits."""

    final: bool
    read: tuple[R, ...]
    judged: tuple[R, ...]
    helped: tuple[_Asked[R], ...]
    close: tuple["_Closer[R]", ...]


class _Closer(Generic[R]):
    """Recognisers that a text's own digits may speak for, all asked at once."""

    def __init__(self, which: tuple[tuple[_Asked[R], bool], ...]) -> None:
        self._which = which

    @cached_property
    def _set(self) -> PatternSet:
        return PatternSet(pattern for asked, _ in self._which for pattern in asked.close)

    def look(self, text: str) -> tuple[list[R], list[_Asked[R]]]:
        """Those for which a text's digits are enough, and those for which they are with a cue."""
        met = self._set.met(text)
        enough: list[R] = []
        with_help: list[_Asked[R]] = []
        if not met:
            return enough, with_help
        for place, (asked, speaks) in enumerate(self._which):
            alone, helped, told = (3 * place + each in met for each in range(3))
            if alone or (speaks and (helped or told)):
                enough.append(asked.recogniser)
            elif helped and asked.cue is not None:
                with_help.append(asked)
        return enough, with_help


class Screen(Generic[R]):
    """The recognisers of a country at a threshold, behind their conditions."""

    def __init__(self, which: Sequence[R], threshold: float, more: Sequence[str] = ()) -> None:
        self._all: list[_Asked[R]] = []
        patterns, cues = list(more), list[str]()
        for recogniser in which:
            asked = _Asked(recogniser, threshold, len(cues))
            asked.place(len(patterns))
            patterns += [one for some in asked.patterns(zeroed=True) for one in some]
            if asked.conditions.cues:
                cues.append(loosened(asked.conditions.cues, pieces=True))
            self._all.append(asked)
        self._patterns, self._cues = PatternSet(patterns), PatternSet(cues)
        self._decided: dict[tuple[tuple[int, ...], frozenset[int]], _Decision[R]] = {}
        self._closers: dict[tuple[tuple[_Asked[R], bool], ...], _Closer[R]] = {}

    def met(self, text: str) -> tuple[int, ...]:
        """Indices of all patterns that may match; the first ones are those given as `more`."""
        return self._patterns.recalled(text.translate(_ZEROED))

    def chosen(self, text: str, met: tuple[int, ...], told: frozenset[int]) -> tuple[R, ...]:
        """The recognisers that must read a text, given what it met.

        `told`: the numbers of those whose header speaks for them.
        """
        key = (met, told)
        decision = self._decided.get(key)
        if decision is None:
            if len(self._decided) >= _DECISIONS:
                self._decided.clear()
            decision = self._decided[key] = self._decide(frozenset(met), told)
        if decision.final:
            return decision.read
        found, helped = list(decision.read), list(decision.helped)
        found += [one for one in decision.judged if one.worth(text)]
        for closer in decision.close:
            enough, with_help = closer.look(text)
            found += enough
            helped += with_help
        if helped:
            cues = self._cues.met(fold(text))
            found += [one.recogniser for one in helped if one.cue in cues]
        return tuple(found)

    def _decide(self, met: frozenset[int], told: frozenset[int]) -> _Decision[R]:
        read, judged, helped = [], [], []
        close: list[tuple[_Asked[R], bool]] = []
        for index, one in enumerate(self._all):
            if not met.issuperset(one.places[0]):
                continue
            enough, help_, told_ = (not met.isdisjoint(place) for place in one.places[1:])
            if not one.free and one.close and (enough or help_ or told_):
                close.append((one, index in told))
            elif one.free or enough or (index in told and (help_ or told_)):
                read.append(one.recogniser)
            elif one.conditions.judged:
                judged.append(one.recogniser)
            elif help_ and one.cue is not None:
                helped.append(one)
        final = not (judged or helped or close)
        return _Decision(final, tuple(read), tuple(judged), tuple(helped), self._closer(close))

    def _closer(self, close: list[tuple[_Asked[R], bool]]) -> tuple[_Closer[R], ...]:
        """The closer look at some recognisers: one for all of them, while few groups are known."""
        known: list[tuple[tuple[_Asked[R], bool], ...]] = [(one,) for one in close]
        if len(close) > 1 and (
            tuple(close) in self._closers or sum(len(one) > 1 for one in self._closers) < _GROUPS
        ):
            known = [tuple(close)]
        return tuple(self._closers.setdefault(which, _Closer(which)) for which in known)


__all__ = ["Conditioned", "Conditions", "Screen"]
