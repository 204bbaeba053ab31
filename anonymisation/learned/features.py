"""What a column shows, as sparse features: its header, its neighbours and the shape of its values.

No feature holds a value of a cell. What the policy's lists take a header for joins the languages;
character n-grams let a header of an unseen abbreviation resemble those that were seen (Cavnar and
Trenkle 1994); shares are cut into bins, so that a linear model may bend.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from anonymisation.learned.roles import roles
from anonymisation.policy.policy import Policy
from anonymisation.policy.rules import Meaning
from anonymisation.profiling.sample import ColumnProfile
from anonymisation.reading.text import header_words

Features = Mapping[str, float]

#: Bounds of the bins of a share, of a mean number of words, and of how often a name comes.
_SHARES = (0.0, 0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98)
_WORDS = (1, 1.3, 1.8, 2.3, 3, 4, 6, 9, 14, 25)
_AGAIN = (1, 1.1, 1.3, 1.6, 2, 3, 5, 10, 30, 80)
_OFTEN = (1.2, 2, 5)
#: Lengths of the n-grams of a header's words, and what one of them weighs beside a word.
_GRAMS, _GRAM = (3, 4, 5), 0.5
#: What a trait of another column weighs.
_OTHER = 0.5
#: Share from which a column is known to its neighbours by what it holds.
_KNOWN, _MOSTLY = 0.3, 0.5
#: Shares of a profile that are looked at.
_TRAITS = (
    "persons",
    "organisations",
    "names",
    "numeric",
    "capitals",
    "given",
    "sentences",
    "said",
    "streets",
    "private",
    "offices",
    "headed",
    "once",
    "coded",
    "dates",
    "sensitive",
    "ancient",
)


def features(profiles: Mapping[str, ColumnProfile], policy: Policy) -> dict[str, dict[str, float]]:
    """The features of each column of a table, by its name; weights are 0–1."""
    told = {name: _told(header_words(name), policy.meaning(name)) for name in profiles}
    lent = {name: _lent(profile, told[name]) for name, profile in profiles.items()}
    found = {}
    for name, profile in profiles.items():
        beside = {trait for other, traits in lent.items() if other != name for trait in traits}
        found[name] = _header(header_words(name)) | dict.fromkeys(told[name], 1.0)
        found[name] |= _shape(profile) | dict.fromkeys(beside, _OTHER)
    return found


def _told(folded: str, meaning: Meaning | None) -> set[str]:
    """What lists tell of the folded words of a header."""
    meant = f"means {meaning.id if meaning is not None else 'nothing'}"
    return {meant} | {f"speaks of {role}" for role in roles(folded)}


def _header(folded: str) -> dict[str, float]:
    found = {f"header {folded}": 1.0}
    for word in folded.split():
        found[f"word {word}"] = 1.0
        bounded = f"_{word}_"
        for length in _GRAMS:
            for start in range(len(bounded) - length + 1):
                found[f"letters {bounded[start : start + length]}"] = _GRAM
    return found


def _bin(value: float, bounds: Sequence[float] = _SHARES) -> int:
    return bisect_left(bounds, value)


def _shape(profile: ColumnProfile) -> dict[str, float]:
    """What the values look like: each share in its bin."""
    seen = [f"{trait} {_bin(getattr(profile, trait))}" for trait in _TRAITS]
    seen += [f"holds {entity} {_bin(share)}" for entity, share in profile.found.items()]
    seen += [f"is {entity} {_bin(share)}" for entity, share in profile.whole.items()]
    seen += [f"words {_bin(profile.words, _WORDS)}", f"again {_bin(profile.again, _AGAIN)}"]
    seen.append(f"distinct {_bin(profile.distinct / max(1, profile.filled))}")
    seen.append(f"filled {_bin(profile.filled / max(1, profile.rows))}")
    seen.append(f"looks {profile.look or 'named'}")
    seen += [trait for trait in ("flags", "births", "parties") if getattr(profile, trait)]
    return dict.fromkeys(seen, 1.0)


def _lent(profile: ColumnProfile, told: set[str]) -> set[str]:
    """What a column says about its neighbours."""
    traits = {f"beside {word}" for word in header_words(profile.name).split()}
    traits |= {f"beside a {entity}" for entity, share in profile.whole.items() if share >= _KNOWN}
    traits |= {f"beside what {each}" for each in told}
    if profile.persons > _MOSTLY:
        traits.add(f"beside persons {_bin(profile.again, _OFTEN)}")
    if profile.births:
        traits.add("beside births")
    for trait, least in (("private", _KNOWN), ("offices", _KNOWN), ("sentences", _MOSTLY)):
        if getattr(profile, trait) > least:
            traits.add(f"beside {trait} values")
    return traits
