"""CSV as administrations publish it: characters, separators, odd rows, headers."""

import csv
import io

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from federation.errors import FailureCode, TableError
from quality.reading import csv_table, encoding
from quality.reading.csv_arrow import ArrowCsv, NeedsPython, fits
from quality.reading.csv_dialect import detect
from quality.reading.encoding import as_utf8
from quality.reading.limits import ReadLimits
from quality.reading.writer import EXTRA, WIDTH, TableWriter, labels_of, visible_names


def cells(table):
    return [list(row) for row in pl.read_parquet(table.path).select(table.columns).rows()]


def numbers(table):
    return pl.read_parquet(table.path)["__row"].to_list()


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp1252", "cp1252"),
        ("latin-1", "cp1252"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_encodings(read, encoding, said):
    text = "intitulé;année\nFête de l'été;2024\n"
    table = read(text.encode(encoding))
    assert table.columns == ("intitulé", "année")
    assert cells(table) == [["Fête de l'été", "2024"]]
    assert table.source.encoding == said


def test_windows_characters_and_mixed_files(read):
    assert cells(read("a;b\n«€»;œuvre\n".encode("cp1252"))) == [["«€»", "œuvre"]]
    mixed = "a;b\né à ç ù ê;été\n".encode() + "é;x\n".encode("cp1252")
    table = read(mixed)
    assert cells(table) == [["é à ç ù ê", "été"], ["é", "x"]]
    assert table.source.encoding == "utf-8 + cp1252"


def test_characters_of_no_accepted_encoding(read):
    with pytest.raises(TableError) as caught:
        read(b"a;b\n\x81\x8d;\x90\n")
    assert caught.value.code is FailureCode.ENCODING


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(read, delimiter):
    lines = ["nom_x_y", "Arles, la ville_1,5; 2|3_z"]
    body = "\n".join(delimiter.join(f'"{cell}"' for cell in line.split("_")) for line in lines)
    table = read(body.encode())
    assert table.source.delimiter == delimiter
    assert cells(table) == [["Arles, la ville", "1,5; 2|3", "z"]]


def test_decimal_commas_do_not_pass_for_separators(read):
    body = "a;b;c\n" + "1,5;2,5;3,5\n" * 120
    assert read(body.encode()).source.delimiter == ";"


def test_title_lines_above_the_header(read):
    table = read(b"Subventions 2024\n\n;;;\nnom;siret;montant;date\nA;1;2;3\n")
    assert table.columns == ("nom", "siret", "montant", "date")
    assert table.source.header_line == 4
    assert numbers(table) == [5]


def test_a_header_shorter_than_the_rows_is_still_the_header(read):
    table = read(b"a;b;c\n" + b"1;2;3;4;5\n" * 5)
    assert table.columns == ("a", "b", "c")
    assert table.source.header_line == 1


def test_ragged_and_blank_rows_are_remembered(read):
    table = read(b"a;b;c\n1;2;3\n4\n\n5;6;7;8;9\n")
    frame = pl.read_parquet(table.path)
    assert cells(table) == [["1", "2", "3"], ["4", "", ""], ["", "", ""], ["5", "6", "7"]]
    assert frame[WIDTH].to_list() == [None, 1, 0, 5]
    assert frame[EXTRA].to_list() == [None, None, None, ["8", "9"]]
    assert numbers(table) == [2, 3, 4, 5]


def test_cells_with_line_breaks_quotes_and_nul(read):
    table = read(b'a;b\r\n"x\r\ny";"dit ""z"""\r\n1\x00;2\r\n')
    assert cells(table) == [["x\r\ny", 'dit "z"'], ["1\0", "2"]]


def test_old_macintosh_line_ends(read):
    assert cells(read(b"a;b\r1;2\r3;4\r")) == [["1", "2"], ["3", "4"]]


def test_names_are_unique_and_visible_and_labels_are_kept(read):
    table = read(b"Nom;nom;;__row;Nom ;a\nb\n1;2;3;4;5;6\n")
    assert table.columns[:5] == ("Nom", "nom (2)", "colonne_3", "_row", "Nom (3)")
    assert labels_of(table)[:5] == ("Nom", "nom", "", "__row", "Nom")


@given(st.lists(st.text(max_size=8), min_size=1, max_size=12))
def test_visible_names_are_always_distinct_and_never_hidden(labels):
    names = visible_names(labels)
    assert len({name.casefold() for name in names}) == len(labels)
    assert all(name and not name.startswith("__") for name in names)


@pytest.mark.parametrize("cell", ["j.dupont@ville.fr", "06 12 34 56 78", "184127645108946"])
def test_data_in_place_of_the_header_never_becomes_column_names(read, cell):
    with pytest.raises(TableError, match="instead of column names") as caught:
        read(f"Jean Dupont;{cell};Angers\nAnne Roy;x;Lille\n".encode())
    assert caught.value.code is FailureCode.MALFORMED
    assert cell not in str(caught.value)


def test_a_header_alone_is_a_table_without_rows(read):
    table = read(b"a;b;c\n")
    assert (table.rows, table.columns) == (0, ("a", "b", "c"))


@pytest.mark.parametrize("body", [b"", b"\n\n\n", b"  \n", b"\xef\xbb\xbf", b";;;\n"])
def test_nothing_is_empty(read, body, tmp_path):
    with pytest.raises(TableError) as caught:
        read(body)
    assert caught.value.code is FailureCode.EMPTY
    assert not (tmp_path / "read.parquet").exists()


def test_a_line_of_ten_million_characters(read):
    for body in (b"a;b\n" + b"x" * 10_000_000 + b"\n", b"x;" * 5_000_000):
        with pytest.raises(TableError) as caught:
            read(body)
        assert caught.value.code is FailureCode.LINE_TOO_LONG


def test_a_quote_that_is_never_closed(read):
    with pytest.raises(TableError) as caught:
        read(b'a;b\n1;"2\n' + b"3;4\n" * 600_000)
    assert caught.value.code is FailureCode.LINE_TOO_LONG


def test_too_large_and_too_wide(read):
    with pytest.raises(TableError) as caught:
        read(b"a;b\n1;2\n", limits=ReadLimits(max_file_bytes=5))
    assert caught.value.code is FailureCode.TOO_LARGE
    with pytest.raises(TableError) as caught:
        read(b"a;" * 3000 + b"\n")
    assert caught.value.code is FailureCode.MALFORMED


PIECES = ["a", "b", " ", '"', '""', "é", '"x"', '"a,b"', '"a\nb"', '"a""b"', '"a\r\nb"', "'", ""]
RECORDS = st.sampled_from([3] * 8 + [1, 2, 4, 6]).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from(PIECES), max_size=3).map("".join), min_size=width, max_size=width
    ).map(",".join)
)
EMPTY = st.sampled_from(["", "", ",,", '"","",""'])
LINES = st.lists(
    st.tuples(RECORDS | EMPTY, st.sampled_from(["\n", "\r\n"])).map("".join),
    min_size=1,
    max_size=12,
)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(LINES, st.sampled_from([40, 100, 1 << 20]), st.booleans())
def test_both_readers_give_the_same_table(tmp_path, lines, block, ended):
    body = "".join(["a,b,c\n", *lines])
    body = body if ended else body.rstrip("\r\n")
    path = tmp_path / "both.csv"
    path.write_bytes(body.encode())
    limits = ReadLimits()
    with as_utf8(path, limits, tmp_path) as text:
        dialect = detect(text.path, text.start, ",")
        labels, start = csv_table._header(text, dialect, limits)
        slow = csv_table._tolerant(text, dialect, labels, tmp_path / "slow.parquet", limits)
        if not fits(text, dialect, len(labels), start):
            return
        try:
            with TableWriter(tmp_path / "fast.parquet", labels, limits) as fast:
                ArrowCsv(text, dialect, len(labels), start, limits).pour(fast, block)
        except NeedsPython:
            return
    records = list(csv.reader(io.StringIO(body, newline="")))[dialect.header_line :]
    assert slow.rows == len(records)
    assert pl.read_parquet(fast.out).equals(pl.read_parquet(slow.out))
    assert fast.columns == slow.columns


def as_a_whole(data):
    """Whether bytes are UTF-8, and whether Arrow's reader may be trusted with them."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    return "\0" not in text and "\r" not in text.replace("\r\n", "")


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(["é", "€", "😀", "a", "\r\n", "\r", "\n", "\0"]), max_size=9).map(
        lambda parts: "".join(parts).encode()
    )
    | st.binary(max_size=12),
    st.integers(1, 6),
)
def test_bytes_are_judged_the_same_in_blocks(tmp_path, monkeypatch, data, block):
    path = tmp_path / "bytes.csv"
    path.write_bytes(data)
    with monkeypatch.context() as patched:
        patched.setattr(encoding, "_BLOCK", block)
        text = encoding._scan(path, "utf-8", ReadLimits())
    assert (None if text is None else text.plain) == as_a_whole(data)


def test_a_line_break_inside_a_cell_may_fall_between_two_blocks(tmp_path):
    path = tmp_path / "seam.csv"
    path.write_bytes(b"a;b\r\n" + b'"x\r\ny";z\r\n' * 20)
    with as_utf8(path, ReadLimits(), tmp_path) as text:
        dialect = detect(text.path, text.start)
        for block in range(24, 40):
            with TableWriter(tmp_path / "o.parquet", ["a", "b"], ReadLimits()) as writer:
                ArrowCsv(text, dialect, 2, 5, ReadLimits()).pour(writer, block)
            assert pl.read_parquet(writer.out)["a"].to_list() == ["x\r\ny"] * 20


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_odd_records_do_not_need_the_slow_reader(tmp_path, end):
    lines = ["a;b;c", "1;2;3", "4;5", "", "6;7;8;9;10", '"x\ny";z', "é", "1;2;3", ""]
    path = tmp_path / "odd.csv"
    path.write_bytes((end.join(lines) + end).encode())
    with as_utf8(path, ReadLimits(), tmp_path) as text:
        dialect = detect(text.path, text.start)
        labels, start = csv_table._header(text, dialect, ReadLimits())
        out = tmp_path / "o.parquet"
        assert csv_table._fast(text, dialect, labels, start, out, ReadLimits()) is not None
    frame = pl.read_parquet(out)
    assert frame[WIDTH].to_list() == [None, 2, 0, 5, 2, 1, None, 0]
    assert frame[EXTRA].to_list() == [None, None, None, ["9", "10"], None, None, None, None]
    assert frame["__row"].to_list() == list(range(2, 10))
    assert frame["a"].to_list() == ["1", "4", "", "6", "x\ny", "é", "1", ""]


def test_the_fast_reader_is_used_on_ordinary_files(tmp_path):
    path = tmp_path / "plain.csv"
    path.write_bytes('a;b\n"x; y";é\n'.encode() * 50)
    with as_utf8(path, ReadLimits(), tmp_path) as text:
        dialect = detect(text.path, text.start)
        out = tmp_path / "o.parquet"
        assert csv_table._fast(text, dialect, ["a", "b"], 4, out, ReadLimits()) is not None
