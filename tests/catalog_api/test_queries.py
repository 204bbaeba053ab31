"""Questions about rows, over a real server and real worker processes."""

import asyncio
import csv
import datetime
import io
import json
import os
import signal
from dataclasses import replace
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_api.query import frames, grammar, places, sql
from catalog_api.query.frames import Job
from catalog_api.query.pool import Workers
from catalog_api.query.source import of_table
from catalog_api.web.problems import Problem
from federation.settings import Queries

DAY = datetime.date
COLUMNS = {
    "commune": ["Lille", "Namur", "Bilbao", "Évry", None, "Lille"],
    "montant": pa.array([10.5, 2.0, float("nan"), 7.0, 1.0, None], pa.float64()),
    "nombre": pa.array([3, 1, 2, None, 5, 4], pa.int64()),
    "jour": pa.array([DAY(2024, 1, n + 1) for n in range(6)], pa.date32()),
    "ouvert": pa.array([True, False, None, True, True, False]),
    "a__b": ['x "y"', "=1+1", "z,w", "ligne\nsuivante", "", "é"],
    "lon": pa.array([3.05, 4.86, -2.93, 2.43, 999.0, 3.05]),
    "lat": pa.array([50.63, 50.46, 43.26, 48.62, 0.0, None]),
}
TYPES = {
    "commune": "string",
    "montant": "number",
    "nombre": "integer",
    "jour": "date",
    "ouvert": "boolean",
    "a__b": "string",
    "lon": "number",
    "lat": "number",
}


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    path = tmp_path_factory.mktemp("q") / "t.parquet"
    pq.write_table(pa.table({**COLUMNS, "__conforms": [True] * 5 + [False]}), path)
    return path


@pytest.fixture(scope="module")
def asked(site):
    """A served table of our own: `client, address`."""
    dataset = site.datasets[0]
    snapshot = site.state.snapshot(COLUMNS, TYPES)
    table = replace(dataset.tables[0], snapshot=snapshot)
    site.state.publish(replace(dataset, tables=(table, *dataset.tables[1:])))
    return site.client, f"/api/v1/tables/{table.id}"


def rows(asked, query):
    client, address = asked
    answer = client.get(f"{address}/data?{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [1, 2, 3, 4, 5, 6]),
        ("commune__exact=Lille", [1, 6]),
        ("commune__differs=Lille", [2, 3, 4, 5]),
        ("commune__contains=EVRY", [4]),
        ("commune__notcontains=l", [2, 4, 5]),
        ("commune__in=Lille,Namur", [1, 2, 6]),
        ("commune__notin=Lille,Namur", [3, 4, 5]),
        ('a__b__in="z,w",é', [3, 6]),
        ("commune__isnull", [5]),
        ("commune__isnotnull=", [1, 2, 3, 4, 6]),
        ("nombre__less=2", [2, 3]),
        ("nombre__strictly_less=2", [2]),
        ("nombre__greater=4", [5, 6]),
        ("nombre__strictly_greater=4", [5]),
        ("jour__greater=2024-01-05", [5, 6]),
        ("ouvert__exact=true", [1, 4, 5]),
        ("nombre__sort=desc", [5, 6, 1, 3, 2, 4]),
        ("commune__sort=asc&nombre__sort=desc", [3, 6, 1, 2, 4, 5]),
        ("commune__exact=Lille&nombre__greater=4", [6]),
        ("commune__exact=' OR 1=1 --", []),
        ("page=2&page_size=4", [5, 6]),
    ],
)
def test_conditions_and_order(asked, query, numbers):
    found = rows(asked, query)
    assert [row["__id"] for row in found["data"]] == numbers
    if "page" not in query:
        assert found["meta"]["total"] == len(numbers)


def test_values_keep_their_types(asked):
    first, second, third = rows(asked, "")["data"][:3]
    assert first == {
        "__id": 1,
        "commune": "Lille",
        "montant": 10.5,
        "nombre": 3,
        "jour": "2024-01-01",
        "ouvert": True,
        "a__b": 'x "y"',
        "lon": 3.05,
        "lat": 50.63,
    }
    assert third["montant"] is None  # JSON holds no NaN
    assert second["ouvert"] is False


def test_groups(asked):
    found = rows(asked, "commune__groupby&nombre__sum&nombre__count&montant__max")
    assert found["meta"]["total"] == 5
    assert found["data"][1] == {
        "commune": "Lille",
        "nombre__sum": 7,
        "nombre__count": 2,
        "montant__max": 10.5,
    }
    by_sum = rows(asked, "commune__groupby&nombre__sum&nombre__sum__sort=desc")
    assert [row["nombre__sum"] for row in by_sum["data"]] == [7, 5, 2, 1, None]
    alone = rows(asked, "nombre__avg&ouvert__exact=true")
    assert alone["data"] == [{"nombre__avg": 4.0}]


def test_pages_follow_each_other(asked):
    client, _ = asked
    found = rows(asked, "page_size=4&commune__isnotnull")
    assert (found["links"]["prev"], found["meta"]["total"]) == (None, 5)
    following = client.get(found["links"]["next"].partition("/api/")[2].join(["/api/", ""])).json()
    assert [row["__id"] for row in following["data"]] == [6]
    assert following["links"]["next"] is None


@pytest.mark.parametrize(
    "query",
    [
        "pays__exact=FR",
        "commune",
        "commune__like=x",
        "nombre__exact=trois",
        "nombre__exact=99999999999999999999",
        "montant__less=inf",
        "jour__exact=01/02/2024",
        "ouvert__exact=oui",
        "commune__sum",
        "commune__sort=up",
        "columns=pays",
        "columns=",
        "columns=commune&commune__groupby",
        "commune__groupby&nombre__sort=asc",
        "__conforms__exact=true",
        "page_size=0",
        "page_size=1000",
        "&".join(["commune__isnull"] * 51),
    ],
)
def test_what_cannot_be_asked_is_told(asked, query):
    client, address = asked
    answer = client.get(f"{address}/data?{query}")
    assert answer.status_code == 422
    assert answer.json()["title"]


def test_a_question_is_answered_once(asked):
    client, address = asked
    first = client.get(f"{address}/data?commune__exact=Lille")
    again = client.get(
        f"{address}/data?commune__exact=Lille", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304
    other = client.get(
        f"{address}/data?commune__exact=Namur", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert other.status_code == 200


def test_files_in_every_format(asked):
    client, address = asked

    def file(name, query=""):
        answer = client.get(f"{address}/exports/{name}?{query}")
        assert answer.status_code == 200, answer.text
        assert f".{name}" in answer.headers["Content-Disposition"]
        return answer.content

    read = list(csv.DictReader(io.StringIO(file("csv", "nombre__less=3").decode())))
    assert [row["commune"] for row in read] == ["Lille", "Namur", "Bilbao"]
    assert read[0]["a__b"] == 'x "y"'
    array = json.loads(file("json"))
    lines = [json.loads(line) for line in file("jsonl").splitlines()]
    assert array == lines
    assert [row["commune"] for row in array] == COLUMNS["commune"]
    features = json.loads(file("geojson"))["features"]
    assert features[0]["geometry"] == {"type": "Point", "coordinates": [3.05, 50.63]}
    assert [bool(one["geometry"]) for one in features] == [True, True, True, True, False, False]
    assert features[1]["properties"]["commune"] == "Namur"
    stored = pq.read_table(io.BytesIO(file("parquet", "columns=jour,nombre")))
    assert stored.column_names == ["jour", "nombre"]
    assert stored["jour"].to_pylist() == COLUMNS["jour"].to_pylist()
    tabbed = csv.DictReader(
        io.StringIO(file("tsv", "nombre__less=3").decode()), dialect="excel-tab"
    )
    assert list(tabbed) == read
    sheet = openpyxl.load_workbook(io.BytesIO(file("xlsx"))).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[0] == list(COLUMNS)
    assert cells[2][5] == "=1+1"
    assert sheet.cell(3, 6).data_type == "s"  # a text, not a formula
    grouped = list(
        csv.DictReader(io.StringIO(file("csv", "commune__groupby&nombre__sum").decode()))
    )
    assert grouped[1] == {"commune": "Lille", "nombre__sum": "7"}


def test_a_table_without_places_has_no_geojson(asked):
    client, address = asked
    answer = client.get(f"{address}/exports/geojson?columns=commune,lon")
    assert (answer.status_code, answer.json()["code"]) == (422, "no-coordinates")
    assert client.get(f"{address}/exports/pdf").status_code == 422


def test_each_table_describes_what_may_be_asked(asked):
    client, address = asked
    found = client.get(f"{address}/openapi.json").json()
    assert found["servers"][0]["url"].endswith(address)
    assert "/exports/geojson" in found["paths"]
    described = {one["name"]: one for one in found["paths"]["/data"]["get"]["parameters"]}
    assert described["jour__less"]["schema"] == {"type": "string", "format": "date"}
    assert "commune__sum" not in described
    assert "ouvert__less" not in described
    # Whatever is described can be asked.
    values = {"integer": "1", "number": "1", "boolean": "true"}
    for name, one in described.items():
        if "__" not in name:
            continue
        kind = one["schema"]
        value = kind.get("enum", ["2024-01-01" if "format" in kind else values.get(kind["type"])])
        if name.endswith(("in", "notin")) and "null" not in name:
            column = name.rsplit("__", 1)[0]
            value = [
                {"string": "x", "date": "2024-01-01", "boolean": "true"}.get(TYPES[column], "1")
            ]
        assert grammar.parse([(name, value[0] or "x")], TYPES)


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("Longitude", "Latitude"), ("Longitude", "Latitude")),
        (("EQUIP_LAT", "EQUIP_LONG"), None),
        (("long_coor1", "lat_coor1"), None),
        (("x", "y"), None),
        (("lat_wgs84", "LON (WGS84)"), ("LON (WGS84)", "lat_wgs84")),
        (("xlong", "ylat"), ("xlong", "ylat")),
        (("longitude",), None),
    ],
)
def test_columns_of_places(names, found):
    assert places.coordinates(names) == found


# Against a plain reading of the same rows

WORD = st.sampled_from(["Lille", "namur", "É", "", "zz", "a,b", "%", "_", "'", '"'])
ASKED = {
    "exact": lambda cell, value: cell == value,
    "differs": lambda cell, value: cell != value,
    "less": lambda cell, value: cell is not None and cell <= value,
    "strictly_greater": lambda cell, value: cell is not None and cell > value,
}


@given(st.sampled_from(sorted(ASKED)), st.one_of(st.integers(-3, 7).map(str), WORD))
@settings(max_examples=60, deadline=None)
def test_answers_equal_a_plain_reading(table, operator, value):
    import duckdb

    column = "nombre" if value.lstrip("-").isdigit() else "commune"
    ask = grammar.parse([(f"{column}__{operator}", value)], TYPES)
    statement = sql.rows(ask, of_table(str(table), "x", 6, TYPES), numbered=True)
    found = duckdb.sql(statement.sql, params=list(statement.parameters)).fetchall()
    wanted = int(value) if column == "nombre" else value
    cells = COLUMNS[column] if column == "commune" else COLUMNS[column].to_pylist()
    expected = [n for n, cell in enumerate(cells, 1) if ASKED[operator](cell, wanted)]
    assert [row[0] for row in found] == expected


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), max_size=5))
@settings(max_examples=200, deadline=None)
def test_whatever_is_asked_is_a_question_or_a_problem(pairs):
    try:
        found = grammar.parse(pairs, TYPES).names
    except Problem as problem:
        found = problem.status
    assert found == 422 or set(found)


# Hostile questions

SLOW = "SELECT count(*) FROM range(1000000000000) a, range(1000000) b"


def job(path, text, **values):
    defaults = {
        "paths": (str(path),),
        "parameters": (),
        "format": "csv",
        "columns": ("n",),
        "types": ("integer",),
        "seconds": 30.0,
        "rows": 1000,
        "memory": "64MB",
    }
    return Job(sql=text, **{**defaults, **values})


def ask_workers(*jobs, size=2):
    """What each job gives: its body, or the code of its problem."""

    async def one(workers, question):
        try:
            async with workers.run(question) as result:
                return b"".join([part async for part in result.body])
        except Problem as problem:
            return problem.code

    async def every():
        workers = Workers(size)
        try:
            return await asyncio.gather(*(one(workers, question) for question in jobs))
        finally:
            await workers.close()

    return asyncio.run(every())


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM read_parquet('{other}')",
        "COPY (SELECT 1) TO '{other}'",
        "ATTACH '{other}' AS x",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET allowed_paths = ['/etc/passwd']",
        "SELECT * FROM read_csv('https://127.0.0.1/x.csv')",
        "SELECT getenv('PATH')",
    ],
)
def test_a_worker_touches_nothing_but_its_file(table, tmp_path, text):
    other = tmp_path / "other.parquet"
    other.write_bytes(table.read_bytes())
    before = other.read_bytes()
    good = f"SELECT nombre AS n FROM read_parquet('{table}')"
    bad, fine = ask_workers(job(table, text.format(other=other)), job(table, good))
    assert bad == "data-unavailable"
    assert fine.split()[:2] == [b'"n"', b"3"]
    assert other.read_bytes() == before


def test_time_memory_and_rows_are_bounded_and_others_go_on(table):
    good = job(table, "SELECT 1 AS n")
    slow = job(table, SLOW, seconds=1.0)
    wide = job(
        table, "SELECT list(a.range) AS n FROM range(10000000) a GROUP BY a.range % 7", seconds=60.0
    )
    many = job(table, "SELECT range AS n FROM range(2000)")
    found = ask_workers(slow, wide, many, good, size=2)
    assert found[:3] == ["query-too-long", "query-too-large", "too-many-rows"]
    assert found[3].split() == [b'"n"', b"1"]


def _killed(table, *, busy):
    """What is told of a question whose worker is killed: at work (`busy`) or while it starts."""

    async def end(others):
        while not (found := _children() - others):
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.5 if busy else 0)
        os.kill(*found, signal.SIGKILL)

    async def ask():
        workers, others = Workers(1), _children()
        if busy:
            async with workers.run(job(table, "SELECT 1 AS n")) as result:
                assert [part async for part in result.body]
        ending = asyncio.create_task(end(others))
        with pytest.raises(Problem) as told:
            async with workers.run(job(table, SLOW)):
                pass
        await ending
        await workers.close()
        return told.value.code

    return asyncio.run(ask())


def test_a_worker_that_the_kernel_ends_took_too_much_memory(table):
    assert _killed(table, busy=True) == "query-too-large"


def test_a_worker_that_cannot_start_leaves_the_question_to_be_asked_again(table):
    assert _killed(table, busy=False) == "busy"


def test_a_client_that_leaves_ends_its_question(table):
    async def leave():
        workers, others = Workers(1), _children()
        async with workers.run(job(table, "SELECT range AS n FROM range(10)")) as result:
            (pid,) = _children() - others
            del result  # nobody reads it
        assert not workers._idle
        for _ in range(100):
            if not _alive(pid):
                break
            await asyncio.sleep(0.05)
        assert not _alive(pid)
        async with workers.run(job(table, "SELECT 1 AS n")) as result:
            assert [part async for part in result.body]
        await workers.close()

    asyncio.run(leave())


def _children():
    import psutil

    found = psutil.Process().children()
    return {one.pid for one in found if "catalog_api.query.worker" in one.cmdline()}


def _alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_a_disconnected_browser_frees_the_worker(state, make_dataset, served):
    """A file that is left half-way does not keep a worker."""
    snapshot = state.snapshot(
        {"n": list(range(400_000)), "t": ["x" * 50] * 400_000}, {"n": "integer"}
    )
    dataset = make_dataset(state)
    table = replace(dataset.tables[0], snapshot=snapshot)
    state.publish(replace(dataset, tables=(table, *dataset.tables[1:])))
    with served(state) as client:
        address = f"/api/v1/tables/{table.id}"
        for _ in range(3):
            with client.stream("GET", f"{address}/exports/csv") as answer:
                next(answer.iter_bytes(1000))
        assert client.get(f"{address}/data?n__exact=7").json()["data"][0]["__id"] == 8


def test_frames_come_back_whole():
    stream = io.BytesIO()
    frames.write(stream, frames.DATA, b"abc")
    frames.write(stream, frames.END)
    stream.seek(0)
    assert frames.read(stream) == (frames.DATA, b"abc")
    assert frames.read(stream) == (frames.END, b"")
    assert frames.read(stream) is None


def test_limits_are_settings():
    assert Queries(seconds=1).seconds == 1


def test_columns_that_differ_by_case_only_are_not_guessed():
    with pytest.raises(Problem) as told:
        of_table("t.parquet", "x", 1, {"Nom": "string", "nom": "string"})
    assert told.value.code == "columns-alike"


def test_programs_written_for_api_tabular_find_their_addresses(asked):
    client, address = asked
    base = address.replace("/v1/tables", "/resources")
    links = {one["rel"]: one["href"] for one in client.get(f"{base}/").json()["links"]}
    assert client.get(links["profile"]).json()["profile"]["header"] == list(COLUMNS)
    found = client.get(links["data"], params={"commune__exact": "Lille", "page_size": 1}).json()
    assert found["meta"] == {"page": 1, "page_size": 1, "total": 2}
    following = found["links"]["next"].partition("/api/")[2]
    assert client.get(f"/api/{following}").json()["data"][0]["__id"] == 6
    assert client.get(f"{base}/data/csv/").text.startswith('"commune"')
    assert len(client.get(f"{base}/data/json/").json()) == 6
    assert client.get(links["swagger"]).json()["openapi"].startswith("3.")
