"""The report as people and machines read it: text, JSON, HTML page, GitHub annotations."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from federation.i18n import msg
from federation.model import Finding, QualityReport, SourceFormat
from quality.conformity.remarks import decimal_commas
from quality.report.annotations import annotation, to_annotations
from quality.report.grouping import groups, letters
from quality.report.page import to_html
from quality.report.reading_words import reading
from quality.report.render import public, to_json, to_text

FIELDS = (
    {"name": "nom", "type": "string", "constraints": {"required": True}, "example": "Angers"},
    {"name": "montant", "type": "number", "example": "12.50"},
    {"name": "jour", "type": "date"},
)
WRONG = "nom,montant,jour\nSECRET,SECRET,SECRET\nSECRET,1,2024-01-01\nA,SECRET,2024-01-01\n"


@pytest.fixture
def wrong(judge, make_schema):
    return judge(WRONG.encode(), make_schema(*FIELDS))


def test_the_same_fault_is_told_once_with_its_rows(judge, make_schema):
    body = "nom,montant,jour\n" + "A,x,2024-01-01\n" * 9 + "A,1,x\n"
    text = to_text(judge(body.encode(), make_schema(*FIELDS)).report, "en")
    assert text.count("The column “montant” expects a number") == 1
    assert "Rows 2, 3, 4, 5, 6 and 4 more: The column “montant”" in text
    assert "(In a spreadsheet: B2, B3, B4, B5, B6.)" in text
    assert "Row 11: The column “jour”" in text
    assert "(In a spreadsheet: C11.)" in text


def test_errors_beyond_those_detailed_are_counted(judge, make_schema):
    body = "nom,montant,jour\n" + "A,x,2024-01-01\n" * 1200
    text = to_text(judge(body.encode(), make_schema(*FIELDS)).report, "en")
    assert "Not valid: 1200 errors" in text
    assert "… and 200 more errors." in text


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (SourceFormat("csv", "utf-8", ";", '"'), ["CSV", "UTF-8", "semicolon", "line 1"]),
        (
            SourceFormat("csv", "cp1252", "\t", '"', header_line=4),
            ["Windows-1252", "tab", "line 4"],
        ),
        (SourceFormat("csv", "utf-8-sig", ",", '"'), ["mark at its beginning", "comma"]),
        (SourceFormat("csv", "utf-8 + cp1252", "|", '"'), ["some Windows-1252", "vertical bar"]),
        (SourceFormat("csv", "utf-16-le", ",", '"'), ["UTF-16"]),
        (SourceFormat("xlsx", sheet="Feuille 2"), ["XLSX", "“Feuille 2”"]),
        (SourceFormat("json", "utf-8", compression="zip"), ["JSON", "ZIP"]),
    ],
)
def test_what_was_read_is_told(source, words):
    told = " ".join(each.render("en") for each in reading(source))
    for word in words:
        assert word in told


def test_the_json_tells_how_the_file_was_read(judge, make_schema):
    body = to_json(judge(WRONG.replace(",", ";").encode(), make_schema(*FIELDS)).report, "en")
    stats = body["stats"]
    assert (stats["encoding"], stats["delimiter"], stats["quote"]) == ("utf-8", ";", '"')
    assert (stats["sheet"], stats["compression"], stats["headerRow"]) == (None, None, 1)
    assert any("semicolon" in each for each in body["reading"])


@pytest.mark.parametrize(
    ("body", "columns"),
    [
        ('nom,montant,jour,autre\nA,"1,5",2024-01-01,"2,5"\n', "“montant”, “autre”"),
        ('nom,montant,jour,autre\nA,"1 234,50",2024-01-01,"2,5 km"\n', "“montant”"),
        ('nom,montant,jour,autre\n"1,5",2.5,2024-01-01,"1,5"\nA,1,,x\n', None),
        ("nom,montant,jour\nA,1.5,2024-01-01\n", None),
    ],
)
def test_a_decimal_comma_is_told_with_its_columns(read, make_schema, body, columns):
    found = decimal_commas(read(body.encode()), make_schema(*FIELDS))
    if columns is None:
        assert found == ()
    else:
        (told,) = found
        assert f"in: {columns}." in told.message.render("en")


def test_spreadsheet_columns_have_letters():
    assert [letters(each) for each in (1, 26, 27, 52, 53, 702, 703)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip


def test_columns_that_miss_or_are_too_many_are_told_together(judge, make_schema):
    report = judge(b"autre,encore\nx,y\n", make_schema(*FIELDS)).report
    assert len(report.warnings) == 4
    missing, extra = groups(report.warnings)
    assert (missing.count, extra.count) == (2, 2)
    assert "missing: “montant”, “jour”." in missing.message.render("en")
    assert "not in the schema: “autre”, “encore”." in extra.message.render("en")
    assert extra.title.render("en") == "Columns outside the schema"
    required = groups(report.errors)[-1]
    assert required.title == required.first.title, "one alone keeps its own words"
    text = to_text(report, "en")
    assert text.count("not in the schema") == 1


def test_several_required_columns_keep_their_examples(judge, make_schema):
    needed = {"constraints": {"required": True}}
    schema = make_schema(
        {"name": "a", "type": "string", "example": "Lille", **needed},
        {"name": "b", "type": "year", "example": "2024", **needed},
        {"name": "c", "type": "string"},
    )
    found = judge(b"c\nx\n", schema).report
    (together,) = groups(found.errors)
    told = together.message.render("en")
    assert "“a” (for example “Lille”), “b” (for example “2024”)" in told


def test_a_column_is_meant_for_one_field_only(judge, make_schema):
    schema = make_schema(
        {"name": "rnaBeneficiaire", "type": "string"},
        {"name": "nomBeneficiaire", "type": "string", "constraints": {"required": True}},
        {"name": "montant", "type": "number"},
    )
    report = judge(b"NOM_Beneficiaire,montant\nA,1\n", schema).report
    told = [each.message.render("en") for each in (*report.errors, *report.warnings)]
    assert [one for one in told if "Rename" in one] == [
        "The column “nomBeneficiaire” is missing, but “NOM_Beneficiaire” looks like it. Rename "
        "that column to “nomBeneficiaire”, with the same capitals and no space."
    ]
    assert sum("spells its name “nomBeneficiaire”" in one for one in told) == 1


# GitHub


def test_annotations_escape_what_the_format_needs():
    made = annotation(
        "error", "100 %\r\nof it", file="a,b:c%.csv", line=2, col=None, title="x, y: z"
    )
    assert made == ("::error file=a%2Cb%3Ac%25.csv,line=2,title=x%2C y%3A z::100 %25%0D%0Aof it")


def test_each_error_is_one_annotation_without_cells(wrong):
    lines = to_annotations(wrong.report, "data/w.csv", "en").splitlines()
    first = lines[0]
    assert re.match(r"::error file=data/w.csv,line=2,col=2,title=Wrong number::The column", first)
    assert [line.split(" ")[0] for line in lines] == ["::error"] * 3 + ["::notice"]
    assert "SECRET" not in "\n".join(lines)


def test_annotations_of_other_formats_name_the_row_in_words():
    found = Finding("type-error", msg("Wrong"), msg("Mend it."), row=3, field_number=2)
    report = QualityReport(1, ("a", "b"), SourceFormat("xlsx"), errors=(found,), error_total=12)
    lines = to_annotations(report, "a.xlsx", "en").splitlines()
    assert lines[0] == "::error file=a.xlsx,title=Wrong::Row 3: Mend it."
    assert lines[1] == "::error file=a.xlsx::… and 11 more errors."


# HTML


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.ids, self.described, self.links, self.open = [], set(), set(), set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append((tag, found))
        if tag not in ("meta", "br"):
            self.open.append(tag)
        if "id" in found:
            assert found["id"] not in self.ids
            self.ids.add(found["id"])
        for name in ("aria-describedby", "aria-labelledby"):
            self.described.update(found.get(name, "").split())
        if tag == "a":
            self.links.add(found["href"].removeprefix("#"))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("locale", ["fr", "en", "es"])
def test_the_page_is_whole_and_self_contained(wrong, locale):
    text = to_html(wrong.report, locale, name="w.csv", table=wrong.table, cells=True)
    page = Page(text)
    assert page.open == []
    assert ("html", {"lang": locale}) in page.tags
    kinds = {tag for tag, _ in page.tags}
    assert not kinds & {"script", "link", "img", "iframe", "form"}
    assert not re.search(r"url\(|@import|https?://(?!$)", re.sub(r"“?https?://[^<”]*", "", text))
    assert page.described <= page.ids
    assert page.links <= page.ids
    assert [tag for tag, _ in page.tags if tag == "h1"] == ["h1"]


def test_wrong_cells_are_framed_with_their_message(wrong):
    text = to_html(wrong.report, "en", name="w.csv", table=wrong.table, cells=True)
    cells = re.findall(r'<td class="wrong" aria-describedby="([^"]*)">(.*?)</td>', text)
    assert len(cells) == 3
    assert all("SECRET" in content for _, content in cells)
    assert re.search(r'<tr id="fault-1">.*<strong>Wrong number</strong>', text)
    assert '<a href="#fault-1"><span class="number">1</span> Wrong number</a>' in text
    assert '<th scope="row">2</th>' in text


def test_without_cells_the_page_holds_no_content(wrong):
    text = to_html(public(wrong.report), "en", name="w.csv", table=wrong.table, cells=False)
    assert "SECRET" not in text
    assert text.count('class="wrong"') == 3
    listed = to_html(public(wrong.report), "en", name="w.csv", table=None, cells=False)
    assert "The column “montant” expects a number" in listed


def test_cells_cannot_write_html(judge, make_schema):
    body = 'nom,montant,jour\nA,<script>alert(1)</script>,"""><b>x"\n'
    found = judge(body.encode(), make_schema(*FIELDS))
    text = to_html(found.report, "fr", name="<i>.csv", table=found.table, cells=True)
    assert "<script>" not in text
    assert "<b>" not in text
    assert "<i>" not in text


def test_a_right_table_has_no_list_of_faults(judge, make_schema):
    found = judge(b"nom,montant,jour\nA,1.5,2024-01-01\n", make_schema(*FIELDS))
    text = to_html(found.report, "en", name="ok.csv", table=found.table, cells=True)
    assert 'class="verdict good"' in text
    assert "What to correct" not in text
    none = replace(found.report, schema=None, valid=None)
    assert 'class="verdict none"' in to_html(none, "en", name="x", table=None, cells=False)
