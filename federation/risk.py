"""Re-identification risk of a table, and a data officer's waiver.

Terms: k-anonymity (Sweeney 2002), l-diversity (Machanavajjhala 2007), t-closeness (Li 2007);
singling out, linkability and inference as in opinion 05/2014 of the Article 29 working party
(WP216).
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Risk:
    """Measured on the rows of one table; no cell content.

    `k`: smallest class over the quasi-identifiers (0 for a table without rows); `l`, `t`: worst
    over the sensitive columns, None without any; `alone`: share (0–1) of rows alone in their class;
    `below`: rows in classes smaller than the threshold; `linkable`: share (0–1) of rows that
    another published table of the same city singles out, None where there is none to compare with.
    """

    quasi_identifiers: tuple[str, ...]
    sensitive: tuple[str, ...]
    rows: int
    k: int
    threshold: int
    l: int | None = None  # noqa: E741 - the name of the measure
    t: float | None = None
    alone: float = 0.0
    below: int = 0
    linkable: float | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """A data-protection officer's release of one quarantined table, tied to what was judged.

    It counts only while the three hashes are those of the table, the policy and the engine at hand.
    """

    input_hash: str
    policy_hash: str
    engine: str
    by: str
    reason: str
    at: datetime
