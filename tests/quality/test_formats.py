"""Every other format: spreadsheets, JSON, Parquet, archives; and what is no table at all."""

import datetime as dt
import gzip
import io
import json
import random
import zipfile

import polars as pl
import pytest
import xlsxwriter

from federation.errors import FailureCode, TableError
from quality.reading.limits import ReadLimits

MOMENT = dt.datetime.fromisoformat("2021-03-03T10:05")  # spreadsheets know no time zone


def cells(table):
    return [list(row) for row in pl.read_parquet(table.path).select(table.columns).rows()]


def code(read, body, name="table.csv", limits=None):
    with pytest.raises(TableError) as caught:
        read(body, name, limits)
    return caught.value.code


@pytest.fixture
def workbook(tmp_path):
    path = tmp_path / "book.xlsx"
    book = xlsxwriter.Workbook(path)
    notice = book.add_worksheet("Lisez-moi")
    notice.write(0, 0, "Notice")
    notice.write(1, 0, "Ce fichier contient…")
    sheet = book.add_worksheet("Données")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    clock = book.add_format({"num_format": "hh:mm:ss"})
    sheet.write(0, 0, "Titre du tableau")
    for column, name in enumerate(["entier", "jour", "moment", "heure", "vrai", "décimal", "code"]):
        sheet.write(2, column, name)
    sheet.write(3, 0, 12.0)
    sheet.write_datetime(3, 1, dt.date(2021, 3, 3), day)
    sheet.write_datetime(3, 2, MOMENT, moment)
    sheet.write_datetime(3, 3, dt.time(10, 5), clock)
    sheet.write_boolean(3, 4, True)
    sheet.write(3, 5, 0.45)
    sheet.write_string(3, 6, "01004")
    sheet.write(5, 0, "après un vide")
    sheet.write_blank(40, 0, None, day)
    book.close()
    return path


def test_the_first_sheet_with_a_table_is_read(read, workbook):
    table = read(workbook)
    assert table.source.sheet == "Données"
    assert table.source.header_line == 3
    assert table.columns[0] == "entier"
    assert cells(table) == [
        ["12", "2021-03-03", "2021-03-03T10:05:00", "10:05:00", "true", "0.45", "01004"],
        [""] * 7,
        ["après un vide", *[""] * 6],
    ]
    assert pl.read_parquet(table.path)["__row"].to_list() == [4, 5, 6]


def test_a_wide_table_is_preferred_to_a_summary_of_the_sheets(read, real_tables):
    table = read(real_tables / "subventions" / "api-subventions-asso" / "SCDL.xlsx")
    assert table.source.sheet == "Du 01-01-2023 au 30-06-2023"
    assert table.columns[0] == "Nom de l'attribuant"


def test_damaged_and_booby_trapped_spreadsheets(read, workbook, tmp_path):
    assert code(read, workbook.read_bytes()[:-300], "x.xlsx") is FailureCode.MALFORMED
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "x")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    assert code(read, path.read_bytes(), "x.xlsx") is FailureCode.DECOMPRESSION


RECORDS = [{"a": 1.50, "b": None, "c": "é"}, {"a": 2, "b": True, "d": {"x": [1]}}]
SPELLED = '[{"a": 1.50, "b": null, "c": "é"}, {"a": 2, "b": true, "d": {"x": [1]}}]'


@pytest.mark.parametrize(
    "body",
    [
        SPELLED,
        f'{{"total_count": 2, "links": [], "results": {SPELLED}}}',
        f'{{"help": "x", "result": {{"fields": [{{"id": "a"}}], "records": {SPELLED}}}}}',
        '{"a": 1.50, "b": null, "c": "é"}\n{"a": 2, "b": true, "d": {"x": [1]}}\n',
        f'[{{"recordid": "1", "fields": {SPELLED[1:-1].split(", {")[0]}}},'
        ' {"recordid": "2", "fields": {"a": 2, "b": true, "d": {"x": [1]}}}]',
    ],
)
def test_json_shapes(read, body):
    table = read(body.encode(), "table.json")
    assert table.columns == ("a", "b", "c", "d")
    assert cells(table) == [["1.50", "", "é", ""], ["2", "true", "", '{"x": [1]}']]
    assert pl.read_parquet(table.path)["__row"].to_list() == [2, 3]
    assert table.source.kind == "json"


def test_json_longer_than_the_buffer(read):
    records = [{"n": n, "texte": "x" * (n % 700)} for n in range(3000)]
    table = read(json.dumps(records, indent=1).encode(), "table.json")
    assert table.rows == 3000
    assert cells(table)[2999] == ["2999", "x" * (2999 % 700)]


def test_geojson(read):
    features = [
        {
            "type": "Feature",
            "properties": {"nom": "Mairie", "code": 1},
            "geometry": {"type": "Point", "coordinates": [2.35, 48.85]},
        },
        {
            "type": "Feature",
            "properties": {"nom": "Voie"},
            "geometry": {"type": "LineString", "coordinates": [[1, 2], [3, 4]]},
        },
        {"type": "Feature", "properties": None, "geometry": None},
    ]
    body = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    table = read(body, "lieux.geojson")
    assert table.source.kind == "geojson"
    assert table.columns == ("nom", "code", "geometry", "longitude", "latitude")
    first, second, third = cells(table)
    assert first[3:] == ["2.35", "48.85"]
    assert json.loads(first[2]) == features[0]["geometry"]
    assert json.loads(second[2]) == features[1]["geometry"]
    assert second[3:] == ["", ""]
    assert third == [""] * 5


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b'[{"a": 1}, {"a": ', FailureCode.MALFORMED),
        (b'[{"a": 1} {"a": 2}]', FailureCode.MALFORMED),
        (b"[" * 100_000, FailureCode.MALFORMED),
        (b"[1, 2, 3]", FailureCode.UNSUPPORTED),
        (b'{"fields": [{"name": "a"}]}', FailureCode.UNSUPPORTED),
        (b"[]", FailureCode.EMPTY),
        (b'{"results": []}', FailureCode.EMPTY),
    ],
)
def test_json_that_is_no_table(read, body, expected):
    assert code(read, body, "table.json") is expected


def test_parquet(read, tmp_path):
    path = tmp_path / "source.parquet"
    pl.DataFrame(
        {
            "n": [1, None],
            "x": [1.5, 2.0],
            "jour": [dt.date(2024, 1, 2), None],
            "moment": [dt.datetime.fromisoformat("2024-01-02T03:04:05"), None],
            "liste": [[1, 2], None],
            "vrai": [True, False],
        }
    ).write_parquet(path)
    assert cells(read(path)) == [
        ["1", "1.5", "2024-01-02", "2024-01-02T03:04:05", "[1,2]", "true"],
        ["", "2.0", "", "", "", "false"],
    ]
    assert code(read, path.read_bytes()[:-40], "x.parquet") is FailureCode.MALFORMED


def zipped(**members):
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return body.getvalue()


def test_archives_of_one_table(read):
    table = read(gzip.compress(b"a;b\n1;2\n"), "table.csv.gz")
    assert (table.source.compression, cells(table)) == ("gzip", [["1", "2"]])
    table = read(zipped(lisez__pdf=b"%PDF", data__csv=b"a;b\n1;2\n"), "table.zip")
    assert (table.source.compression, cells(table)) == ("zip", [["1", "2"]])


def test_archives_that_are_refused(read):
    assert code(read, gzip.compress(b"0;" * 30_000_000)) is FailureCode.DECOMPRESSION
    assert code(read, zipped(a__csv=b"0" * 60_000_000)) is FailureCode.DECOMPRESSION
    assert code(read, zipped(a__csv=b"a;b", b__csv=b"a;b")) is FailureCode.UNSUPPORTED
    assert code(read, gzip.compress(b"a;b\n" * 99)[:-12]) is FailureCode.MALFORMED
    assert code(read, zipped()) is FailureCode.EMPTY
    assert code(read, zipped(vide__csv=b"")) is FailureCode.EMPTY
    assert code(read, gzip.compress(gzip.compress(b"a;b\n"))) is FailureCode.UNSUPPORTED
    small = ReadLimits(max_file_bytes=1000)
    body = gzip.compress(bytes(range(32, 127)) * 100)
    assert code(read, body, "t.gz", small) is FailureCode.TOO_LARGE


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"%PDF-1.7 ...", FailureCode.UNSUPPORTED),
        (b"\x89PNG\r\n", FailureCode.UNSUPPORTED),
        (b"\xff\xd8\xff\xe0", FailureCode.UNSUPPORTED),
        (b"<?xml version='1.0'?><a/>", FailureCode.UNSUPPORTED),
        (b"\n <!DOCTYPE html><html><body>404", FailureCode.WRONG_FORMAT),
        (b"\xef\xbb\xbf<html>", FailureCode.WRONG_FORMAT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, FailureCode.MALFORMED),
    ],
)
def test_what_is_no_table(read, body, expected):
    assert code(read, body, "table.csv") is expected


def test_a_csv_that_begins_with_a_bracket(read):
    assert cells(read(b"[code];nom\n1;x\n")) == [["1", "x"]]


def test_any_damage_is_refused_or_read(read, workbook, real_tables, tmp_path):
    """No exception but TableError leaves the room, whatever happened to the bytes."""
    draw = random.Random(5)
    files = [workbook, *sorted(real_tables.rglob("*.xls")), *sorted(real_tables.rglob("*.ods"))]
    files += [path for path in real_tables.rglob("*.csv*") if path.stat().st_size < 3000]
    parquet = tmp_path / "source.parquet"
    pl.DataFrame({"a": [1, 2], "b": ["x", "y"]}).write_parquet(parquet)
    ends = {True: 0, False: 0}
    for number in range(250):
        path = [*files, parquet][number % (len(files) + 1)]
        body = bytearray(path.read_bytes())
        for _ in range(draw.choice((1, 3, 20))):
            body[draw.randrange(len(body))] = draw.randrange(256)
        if draw.random() < 0.3:
            del body[draw.randrange(len(body)) :]
        try:
            read(bytes(body), f"damaged{path.suffix}")
            ends[True] += 1
        except TableError:
            ends[False] += 1
    assert min(ends.values()) > 10
