"""A proof never accepts what Frictionless refuses, and does accept the ordinary."""

import polars as pl
import pytest
from frictionless import Schema
from hypothesis import given, settings
from hypothesis import strategies as st

from quality.cells import proofs
from quality.cells.reader import ColumnReader
from quality.schemas import shipped

PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
ORDINARY = {
    ("string", "default"): ["a", "été"],
    ("string", "email"): ["contact@ville.fr", "a.b-c@grand-ville.example.org"],
    ("string", "uri"): ["https://www.ville.fr/page-1", "http://ville.fr"],
    ("string", "uuid"): ["6f1c0b52-3d7e-4a9b-8c25-1e0d4f7a9b36"],
    ("number", "default"): ["1", "-12.50", "0.5"],
    ("integer", "default"): ["1", "-12", "007"],
    ("boolean", "default"): ["true", "0"],
    ("date", "default"): ["2024-03-15", "1999-12-31"],
    ("date", "%Y-%m-%d"): ["2024-03-15"],
    ("datetime", "default"): ["2024-03-15T10:00:00Z", "2024-03-15T10:00:00+02:00"],
    ("time", "default"): ["10:00:00"],
    ("year", "default"): ["2024"],
    ("geopoint", "default"): ["2.35,48.85"],
    ("geopoint", "array"): ["[2.35, 48.85]", "[-1,-2.5]"],
}
SHAPES = {
    "email": proofs._EMAIL,
    "uri": proofs._URI,
    "uuid": proofs._UUID,
    "number": proofs.NUMBER,
    "integer": proofs.INTEGER,
    "date": proofs.DATE,
    "datetime": proofs.DATETIME,
    "time": proofs._TIME,
    "year": proofs.YEAR,
    "geopoint": proofs._GEOPOINT["default"],
    "array": proofs._GEOPOINT["array"],
}


def reader(kind, form="default", **constraints):
    field = {"name": "a", "type": kind, "format": form, "constraints": constraints}
    schema = Schema.from_descriptor({"$schema": PROFILE, "fields": [field]})
    return ColumnReader(0, schema.fields[0])


def proven(column, texts):
    if column.proof is None:
        return [True] * len(texts)
    frame = pl.DataFrame({"0": texts}, schema={"0": pl.String})
    return frame.with_columns(proof=column.proof)["proof"].to_list()


def never_wrong(column, texts):
    read = column.field.create_cell_reader()
    for text, sure in zip(texts, proven(column, texts), strict=True):
        assert not (sure and read(text)[1]), text


@pytest.mark.parametrize(("kind", "form"), ORDINARY)
def test_ordinary_cells_are_proven(kind, form):
    assert all(proven(reader(kind, form), ORDINARY[kind, form]))


@settings(max_examples=20, deadline=None)
@given(st.data())
@pytest.mark.parametrize(("kind", "form"), ORDINARY)
def test_what_is_proven_is_right(kind, form, data):
    shape = SHAPES.get(form if form != "default" else kind) or SHAPES.get(kind)
    close = st.from_regex(shape.replace("$", r"\Z")) if shape else st.text()
    texts = data.draw(st.lists(close | st.text(max_size=12), min_size=1, max_size=20))
    never_wrong(reader(kind, form), texts)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.decimals(-3, 3, places=12).map(str) | st.sampled_from(["0", "1", "1.0"])))
def test_bounds_are_never_proven_wrongly(texts):
    never_wrong(reader("number", minimum=0, maximum=1), texts)
    never_wrong(reader("number", exclusiveMinimum=0, exclusiveMaximum=1), texts)
    never_wrong(reader("integer", minimum=0, maximum=1), texts)


PATTERNS = sorted(
    {
        field.constraints["pattern"]
        for entry in shipped().list()
        if entry.kind == "tableschema"
        for field in shipped().get(entry.id).fields
        if "pattern" in field.constraints
    }
)
ODD = ["a|b", "(?i)a", "(a)\\1", "a(?=b)", "[a-z&&[b]]", "a{,2}", "a*+", "\\w+\\Z", "[]a]", "$"]


@pytest.mark.filterwarnings("ignore:Possible:FutureWarning")
@settings(max_examples=10, deadline=None)
@given(st.data())
@pytest.mark.parametrize("pattern", [*PATTERNS, *ODD])
def test_patterns_are_never_proven_wrongly(pattern, data):
    import re

    try:
        close = st.from_regex(pattern)
        re.compile(f"^{pattern}$")
    except re.error:
        return
    tail = st.sampled_from(["", "\n", "z", " ", "é"])
    texts = data.draw(st.lists(st.tuples(close, tail).map("".join) | st.text(), max_size=12))
    never_wrong(reader("string", pattern=pattern), texts)


def test_simple_patterns_are_proven():
    assert proven(reader("string", pattern=r"^\d{14}$"), ["21490007800012", "x"]) == [True, False]
    assert proven(reader("string", pattern="a|b"), ["a", "b", "az"]) == [True, True, False]
