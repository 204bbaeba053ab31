"""A linear model of columns: for each kind, what each feature speaks for or against it.

Multinomial logistic regression: the chance of a kind is the softmax of the sums of the weights of
the features that a column shows. Unknown features weigh nothing.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from anonymisation.learned.features import Features

WEIGHTS = Path(__file__).with_name("columns.tsv")
#: Columns without personal data; of which some cells hold some; that are of one kind of it.
PUBLIC, MIXED = "public", "mixed"


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by feature, in the order of `kinds`; `bias` is the weight of any column."""

    kinds: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]

    def chances(self, shown: Features) -> dict[str, float]:
        """The chance of each kind, 0–1, together 1."""
        sums = list(self.bias)
        for feature, value in shown.items():
            for index, weight in enumerate(self.weights.get(feature, ())):
                sums[index] += value * weight
        most = max(sums)
        powers = [math.exp(each - most) for each in sums]
        return {kind: power / sum(powers) for kind, power in zip(self.kinds, powers, strict=True)}


@cache
def load() -> Model:
    """The model that ships with the engine."""
    lines = WEIGHTS.read_text(encoding="utf-8").splitlines()
    _, *kinds = lines[0].split("\t")
    rows = {}
    for line in lines[1:]:
        feature, *weights = line.split("\t")
        rows[feature] = tuple(float(weight or 0) for weight in weights)
    return Model(tuple(kinds), rows.pop("bias"), rows)
