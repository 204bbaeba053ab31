"""The assessment of one table: measure, bring the risk down, measure what was written, conclude."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from anonymisation.decision.plan import TablePlan
from anonymisation.policy.policy import Policy
from anonymisation.risk import measures
from anonymisation.risk.coding import Coded, Encoded, coded, encode
from anonymisation.risk.counts import protect_counts
from anonymisation.risk.generalise import Lattice, Needs, Node, bad_classes
from anonymisation.risk.hierarchy import Frame, guess, levels
from anonymisation.risk.linkage import by_kind_or_words, linkable
from anonymisation.risk.outcome import Change, Outcome
from anonymisation.risk.quasi import Quasi, Roles, declared, kind_of, needs, roles
from anonymisation.risk.rewrite import Solution, rewrite
from anonymisation.risk.suppress import empty_rare
from federation.i18n import Message, msg
from federation.model import TableContext
from federation.risk import Risk

#: Columns taken for sensitive without being declared, at most.
SENSITIVE = 8


def assess(
    path: Path, plan: TablePlan, shown: Sequence[str], policy: Policy, context: TableContext
) -> Outcome:
    """Bring down the risk of a transformed table, a Parquet file of texts rewritten in place.

    `shown` are the columns that leave. Only the columns that matter are read, as codes; nothing
    is read where the rows are not about persons and nothing is declared. The outcome's reasons, if
    any, are those for which the table must not be published.
    """
    said = declared(policy, context, tuple(column.name for column in plan.columns))
    changes = protect_counts(path, said) if said is not None else ()
    found = roles(plan, shown, policy, context)
    if found is None:
        return Outcome(changes=changes)
    return _Table(path, shown, found, policy, context).outcome(changes)


@dataclass(frozen=True, slots=True)
class _Table:
    """One table being assessed."""

    path: Path
    shown: Sequence[str]
    found: Roles
    policy: Policy
    context: TableContext

    def outcome(self, changes: tuple[Change, ...]) -> Outcome:
        asked = needs(self.policy, self.found)
        names = tuple(one.name for one in self.found.quasi)
        sensitive = self.found.required or self._few()
        before = self._risk(encode(self.path, (*names, *sensitive)), names, sensitive, asked.k)
        if not before.rows:
            return Outcome(before, before, changes)
        solution, more = self._solve(names, asked)
        if not solution.nothing:
            rewrite(self.path, solution)
        written = encode(self.path, (*names, *sensitive))
        left = tuple(name for name in names if (written.values[name] != "").any())
        after = self._risk(written, left, sensitive, asked.k, linked=True)
        reasons = [*self._reasons(after, solution, more), *self._unmet(after, asked)]
        return Outcome(before, after, (*changes, *more), tuple(reasons), solution.rows_dropped)

    def _solve(self, names: tuple[str, ...], asked: Needs) -> tuple[Solution, tuple[Change, ...]]:
        encoded = encode(self.path, (*names, *asked.sensitive))
        combos = encoded.codes.group_by(*names, *asked.sensitive).agg(pl.len().alias("__n"))
        rows = encoded.codes.height
        columns = tuple(self._coded(one, encoded, rows, asked.k) for one in self.found.quasi)
        del encoded
        allowed = int(self.policy.risk.thresholds.suppressed * rows)
        lattice = Lattice(combos, columns, asked, allowed)
        node = lattice.best()
        frame = lattice.at(node)
        solution = self._settled(frame, columns, node, asked)
        more = tuple(_changes(self.found.quasi, solution, combos, asked.k))
        return solution, more

    def _settled(
        self, frame: pl.DataFrame, columns: tuple[Coded, ...], node: Node, asked: Needs
    ) -> Solution:
        """What becomes of the rows still rare at a node: cells emptied, or rows dropped."""
        said = self.found.declared
        if said is not None and said.suppress == "rows":
            keys = [f"q{i}" for i in range(len(columns))]
            bad = bad_classes(frame, keys, asked)
            same = (pl.col(key).alias(f"p{key[1:]}") for key in keys)
            return Solution(columns, node, bad.with_columns(same), drop=True)
        return Solution(columns, node, empty_rare(frame, columns, node, asked).changed)

    def _coded(self, one: Quasi, encoded: Encoded, rows: int, k: int) -> Coded:
        counts = encoded.counts(one.name)
        language = self.context.languages[0] if self.context.languages else "fr"
        around = Frame(rows, k, self.context.country, language)
        kind = one.hierarchy or guess(tuple(counts))
        steps = levels(kind, counts, around, typed=one.typed)
        return coded(one.name, one.weight, steps, tuple(counts.values()))

    def _few(self) -> tuple[str, ...]:
        """Columns with at least two and at most a few distinct values."""
        names = self.found.candidates
        if not names:
            return ()
        limit = self.policy.risk.thresholds.few
        table = pl.scan_parquet(self.path)
        distinct = table.select(pl.col(name).n_unique() for name in names)
        found = distinct.collect(engine="streaming").row(0)
        few = [name for name, count in zip(names, found, strict=True) if 2 <= count <= limit]
        return tuple(few[:SENSITIVE])

    def _risk(
        self,
        encoded: Encoded,
        names: tuple[str, ...],
        sensitive: tuple[str, ...],
        k: int,
        *,
        linked: bool = False,
    ) -> Risk:
        codes = encoded.codes
        found = measures.sizes(codes, names, k)
        diverse = [measures.l_diversity(codes, names, name) for name in sensitive]
        apart = [measures.t_closeness(codes, names, name) for name in sensitive]
        return Risk(
            quasi_identifiers=names,
            sensitive=sensitive,
            rows=found.rows,
            k=found.k,
            threshold=k,
            l=min(diverse, default=None),
            t=max(apart, default=None),
            alone=found.alone / found.rows if found.rows else 0.0,
            below=found.below,
            linkable=self._linkable() if linked else None,
        )

    def _linkable(self) -> float | None:
        meaning = by_kind_or_words(self._kind)
        names = frozenset(one.name for one in self.found.quasi)
        neighbours = self.context.neighbours()
        return linkable(self.path, self.shown, names, meaning, neighbours)

    def _kind(self, header: str) -> str | None:
        """The kind of an attribute of the person: those mean the same wherever they stand."""
        kind = kind_of(self.policy, header)
        return f"#{kind.id}" if kind is not None and not kind.beside else None

    def _reasons(
        self, after: Risk, solution: Solution, changes: Sequence[Change]
    ) -> Iterator[Message]:
        limits = self.policy.risk.thresholds
        if solution.rows_dropped > limits.suppressed * (after.rows + solution.rows_dropped):
            yield msg(
                "%(rows)s rows describe persons too exactly and would have to be left out; publish "
                "totals, or let these cells be emptied instead.",
                rows=solution.rows_dropped,
            )
        if after.quasi_identifiers and 0 < after.k < after.threshold:
            yield msg(
                "Some rows still share their description of a person with fewer than "
                "%(threshold)s rows (columns %(columns)s); publish totals, or remove one of these "
                "columns at the source.",
                threshold=after.threshold,
                columns=", ".join(after.quasi_identifiers),
            )
        if after.rows >= limits.emptied_from and self._emptied(solution, changes) > limits.emptied:
            yield msg(
                "Columns %(columns)s describe persons so exactly that nearly all their cells would "
                "have to be emptied; publish totals, or remove one of these columns at the source.",
                columns=", ".join(one.name for one in self.found.quasi),
            )
        if after.linkable is not None and after.linkable > limits.linkable:
            yield msg(
                "%(share)s %% of the rows can be joined one to one with another published table of "
                "the same city; remove a common column, or publish totals.",
                share=round(100 * after.linkable, 1),
            )

    def _unmet(self, after: Risk, asked: Needs) -> Iterator[Message]:
        """What is required of the declared sensitive columns and does not hold in the end."""
        same = asked.l is not None and after.l is not None and after.l < asked.l
        far = asked.t is not None and after.t is not None and after.t > asked.t
        if asked.sensitive and (same or far):
            yield msg(
                "Column %(column)s is too much the same, or too special, among persons who share a "
                "description: anyone's value could be told. Publish totals, or leave this column "
                "out.",
                column=", ".join(asked.sensitive),
            )

    def _emptied(self, solution: Solution, changes: Sequence[Change]) -> float:
        """Share of the filled cells of quasi-identifiers that were emptied."""
        lost = sum(change.operators.get("empty", 0) for change in changes)
        left = (
            pl.scan_parquet(self.path)
            .select((pl.col(column.name) != "").sum() for column in solution.columns)
            .collect(engine="streaming")
        )
        kept = sum(left.row(0))
        return lost / (lost + kept) if lost else 0.0


def _changes(
    quasi: Sequence[Quasi], solution: Solution, combos: pl.DataFrame, k: int
) -> Iterator[Change]:
    for i, one in enumerate(quasi):
        operators = solution.operators(i, combos)
        if operators:
            yield Change(one.name, one.kind or "declared", _why(one, k), operators)


def _why(one: Quasi, k: int) -> Message:
    if one.typed:
        return msg(
            "The schema's type allows no less precise value: cells were emptied so that at least "
            "%(k)s rows describe a person in the same way.",
            k=k,
        )
    return msg(
        "Cells were made less precise so that at least %(k)s rows describe a person in the same "
        "way.",
        k=k,
    )
