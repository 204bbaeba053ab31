"""Captured answers with other values at random places, as portals that misbehave send them."""

import copy

from hypothesis import strategies as st

#: Any JSON, with the values that readers most easily trip over among them.
STRANGE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**64 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.sampled_from(
        [
            *("", " ", "\u0000", "\ud800", "http://[", "http://a b/", "//", "{", "[[", "null"),
            *("2026-13-45T99:99", "0000-01-01", "9" * 40, "-1", "1e999", "NaN", "fr-", "x" * 5000),
            *([], {}, [[]], [{}], {"": {}}, [None], {"fr": ["a"], "en": 3}, {"type": []}),
            *('{"a": ', '["a"]', '{"fr": {"en": 1}}', "POLYGON((1 2", "NaN,NaN,NaN,NaN"),
        ]
    ),
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
        max_leaves=6,
    ),
)


def places(value, path=()):
    """Paths of everything inside a JSON value."""
    if not isinstance(value, dict | list):
        return
    for key, child in list(value.items() if isinstance(value, dict) else enumerate(value)):
        yield (*path, key)
        yield from places(child, (*path, key))


@st.composite
def mutated(draw, originals, most=6):
    """One of some JSON values with one or more places replaced, removed or repeated."""
    value = copy.deepcopy(draw(st.sampled_from(originals)))
    for _ in range(draw(st.integers(1, most))):
        found = list(places(value))
        if not found:
            break
        *way, last = found[draw(st.integers(0, len(found) - 1))]
        parent = value
        for key in way:
            parent = parent[key]
        act = draw(st.sampled_from(["replace", "replace", "replace", "remove", "repeat"]))
        if act == "remove":
            del parent[last]
        elif act == "repeat" and isinstance(parent, list):
            parent.append(copy.deepcopy(parent[last]))
        else:
            # A copy: drawn lists and objects are shared, and a later change would alter them all.
            parent[last] = copy.deepcopy(draw(STRANGE))
    return value
