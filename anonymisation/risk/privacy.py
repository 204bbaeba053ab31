"""Differential privacy for counts, by OpenDP: discrete Laplace noise, epsilon from the policy.

OpenDP is an optional part (`pip install partage[privacy]`), loaded at its first use.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from anonymisation.policy.risk import Noise
from federation.errors import PolicyError
from federation.i18n import msg

#: Counts drawn in one call.
_BATCH = 10_000


def noisy(counts: Sequence[int], rule: Noise) -> list[int]:
    """The counts with noise; what one person may add to all of them is `rule.contribution`.

    The whole list is protected with `rule.epsilon`. Negative results become 0, which costs no
    privacy. Raises PolicyError where OpenDP is not installed.
    """
    measure = _mechanism(rule.epsilon, rule.contribution)
    drawn: list[int] = []
    for start in range(0, len(counts), _BATCH):
        drawn += measure(list(counts[start : start + _BATCH]))
    return [max(0, count) for count in drawn]


@lru_cache(maxsize=16)
def _mechanism(epsilon: float, contribution: int) -> Any:  # noqa: ANN401 - OpenDP's own type
    try:
        import opendp.prelude as dp
    except ImportError as error:
        raise PolicyError(
            msg(
                "The policy asks for noise on a column of counts, which needs OpenDP; install it "
                "with pip install partage[privacy], or take the rule away."
            )
        ) from error
    dp.enable_features("contrib")
    found: Any
    space = dp.vector_domain(dp.atom_domain(T=int)), dp.l1_distance(T=int)
    found = dp.m.make_laplace(*space, scale=contribution / epsilon)
    if found.map(contribution) > epsilon * (1 + 1e-9):
        raise PolicyError(
            msg("The noise asked for does not hold its epsilon; tell the maintainers.")
        )
    return found
