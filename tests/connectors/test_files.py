import json
import os

import pytest

from federation.errors import FailureCode, HarvestError
from federation.model import Distribution

CSV = b"nom;ville\r\nMarie;Lille\r\n"


@pytest.fixture
def commune(federation):
    """A folder beside federation.yaml."""
    folder = federation.folder / "commune"
    folder.mkdir()
    return folder


@pytest.fixture
def out(federation):
    folder = federation.folder / "out"
    folder.mkdir()
    return folder


def walk(connector, cursor=None):
    pages = list(connector.pages(cursor))
    records = {r.dataset.remote_id: r.dataset for page in pages for r in page.records}
    return records, [(f.remote_id, f.code) for page in pages for f in page.failures], pages


def test_each_table_of_a_folder_is_a_dataset(federation, commune, out):
    (commune / "budget_2026.csv").write_bytes(CSV)
    (commune / "voirie").mkdir()
    (commune / "voirie" / "arbres été.csv.gz").write_bytes(CSV)
    (commune / "notes.md").write_bytes(b"#")
    (commune / ".caché.csv").write_bytes(CSV)
    connector = federation.connector(connector="files", url="commune", licence="etalab-2.0")
    records, failures, pages = walk(connector)
    assert list(records) == ["budget_2026.csv", "voirie/arbres été.csv.gz"]
    assert not failures
    assert pages[-1].cursor is None
    first = records["budget_2026.csv"]
    assert first.title == {"fr": "budget 2026"}
    assert first.licence == "http://spdx.org/licenses/etalab-2.0"
    assert first.modified is not None
    file = records["voirie/arbres été.csv.gz"].distributions[0]
    assert file.format == "CSV"
    assert str(federation.folder) not in (file.download_url + file.access_url)
    assert connector.fetch(file, out).path.read_bytes() == CSV
    assert connector.probe().total == 2


def test_an_unchanged_file_is_not_read_again(federation, commune, out):
    path = commune / "a.csv"
    path.write_bytes(CSV)
    connector = federation.connector(connector="files", url="commune")
    file = walk(connector)[0]["a.csv"].distributions[0]
    first = connector.fetch(file, out)
    assert first.path.parent == out
    again = connector.fetch(file, out, etag=first.etag)
    assert again.not_modified
    assert again.etag == first.etag
    os.utime(path, ns=(1, 1))
    assert not connector.fetch(file, out, etag=first.etag).not_modified


@pytest.mark.parametrize("name", ["../secret.csv", "/etc/passwd", "%2e%2e/secret.csv", "link.csv"])
def test_nothing_outside_the_folder_is_read(federation, commune, out, name):
    secret = federation.folder / "secret.csv"
    secret.write_bytes(CSV)
    (commune / "link.csv").symlink_to(secret)
    connector = federation.connector(connector="files", url="commune")
    with pytest.raises(HarvestError) as caught:
        connector.fetch(Distribution("x", download_url=f"file:{name}"), out)
    assert caught.value.code is FailureCode.POLICY
    assert not list(out.iterdir())


def test_a_descriptor_linked_from_outside_is_not_read(federation, commune):
    secret = federation.folder / "secret.json"
    secret.write_text('{"name": "secret", "title": "Secret", "resources": []}')
    (commune / "lien").mkdir()
    (commune / "lien" / "datapackage.json").symlink_to(secret)
    connector = federation.connector(connector="files", url="commune")
    titles = [str(item.dataset.title) for page in connector.pages() for item in page.records]
    assert "Secret" not in str(titles)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "empty"),
        (b"<html></html>", "wrong-format"),
        (b"x" * 5000, "too-large"),
        (None, "gone"),
    ],
)
def test_bad_local_files_have_their_reason(federation, commune, out, body, code):
    if body is not None:
        (commune / "a.csv").write_bytes(body)
    politeness = {"max_file_bytes": 1000}
    connector = federation.connector(connector="files", url="commune", politeness=politeness)
    with pytest.raises(HarvestError) as caught:
        connector.fetch(Distribution("x", download_url="file:a.csv"), out)
    assert caught.value.code == code


def test_a_folder_that_is_not_there(federation):
    connector = federation.connector(connector="files", url="absent")
    for call in (connector.probe, lambda: list(connector.pages())):
        with pytest.raises(HarvestError) as caught:
            call()
        assert caught.value.code is FailureCode.UNREACHABLE


LIST_CSV = (
    "Titre;URL;Licence;Schéma;Mots-clés\r\n"
    "Subventions;{base}/s.csv;Licence Ouverte 2.0;scdl/subventions;aides, associations\r\n"
    "Arbres;arbres.csv;cc-by;;\r\n"
    "Sans adresse;;;;\r\n"
    "Mauvais;../../etc/passwd;;;\r\n"
    "Autre;ftp://x.org/a.csv;;;\r\n"
)
LIST_YAML = """
datasets:
  - title: Subventions
    url: {base}/s.csv
    licence: Licence Ouverte 2.0
    schema: scdl/subventions
    keywords: [aides, associations]
    modified: 2026-01-02
  - {{title: Arbres, url: arbres.csv, licence: cc-by}}
  - {{title: Sans adresse}}
  - {{title: Mauvais, url: ../../etc/passwd}}
  - {{title: Autre, url: "ftp://x.org/a.csv"}}
"""


@pytest.mark.parametrize("remote", [True, False])
@pytest.mark.parametrize(
    ("name", "form", "encoding"),
    [
        ("l.csv", LIST_CSV, "utf-8-sig"),
        ("l.csv", LIST_CSV, "cp1252"),
        ("l.yaml", LIST_YAML, "utf-8"),
    ],
)
def test_a_list_of_files(federation, serve, server, commune, out, remote, name, form, encoding):
    def answer(request):
        if request.path == f"/{name}":
            return server.Reply(200, content)
        return server.Reply(200, CSV)

    portal = serve(answer)
    content = form.format(base=portal.url).encode(encoding)
    (commune / name).write_bytes(content)
    (commune / "arbres.csv").write_bytes(CSV)
    url = f"{portal.url}/{name}" if remote else f"commune/{name}"
    connector = federation.connector(connector="files", url=url)
    records, failures, _ = walk(connector)
    grants, trees = records[f"{portal.url}/s.csv"], records["arbres.csv"]
    assert grants.title == {"fr": "Subventions"}
    assert grants.keywords == {"fr": ("aides", "associations")}
    assert grants.licence.endswith("etalab-2.0")
    assert grants.distributions[0].schema.id == "scdl/subventions"
    assert trees.licence.endswith("/CC_BY")
    for dataset in (grants, trees):
        assert connector.fetch(dataset.distributions[0], out).path.read_bytes() == CSV
    codes = sorted(code for _, code in failures)
    assert codes == [FailureCode.MALFORMED, FailureCode.POLICY, FailureCode.POLICY]


def test_a_list_of_bare_addresses(federation, commune):
    (commune / "l.txt").write_text(
        "# les nôtres\nhttps://a.org/x.csv\n\nhttps://a.org/y%20z.json\n"
    )
    connector = federation.connector(connector="files", url="commune/l.txt")
    records, _, _ = walk(connector)
    assert [d.title["fr"] for d in records.values()] == ["x", "y z"]
    assert [d.distributions[0].format for d in records.values()] == ["CSV", "JSON"]


def test_an_address_listed_twice_fails_once(federation, commune):
    (commune / "l.txt").write_text("https://a.org/x.csv\nhttps://a.org/x.csv\n")
    _, failures, _ = walk(federation.connector(connector="files", url="commune/l.txt"))
    assert failures == [("https://a.org/x.csv", FailureCode.DUPLICATE_ID)]


PACKAGE = {
    "name": "paquet",
    "title": {"fr": "Paquet", "en": "Package"},
    "licenses": [{"name": "ODbL-1.0", "path": "https://opendatacommons.org/licenses/odbl/1-0/"}],
    "keywords": ["voirie"],
    "created": "2026-01-02T00:00:00Z",
    "contributors": [{"title": "Ville", "role": "publisher", "email": "od@ville.fr"}],
    "resources": [
        {
            "name": "bal",
            "path": "data/bal.csv",
            "schema": "https://schema.data.gouv.fr/schemas/etalab/schema-bal/1.4.0/schema.json",
            "bytes": 24,
        },
        {"name": "parts", "path": ["data/p1.csv", "data/p2.csv"]},
        {"name": "inline", "data": [{"a": 1}]},
        {"name": "evil", "path": "../../secret.csv"},
        {"name": "absolute", "path": "/etc/passwd"},
        {"name": "windows", "path": "C:\\\\secret.csv"},
        {"name": "file", "path": "file:///etc/passwd"},
    ],
}


@pytest.mark.parametrize("kind", ["folder", "descriptor", "remote", "sub-folder"])
def test_a_data_package(federation, serve, server, commune, out, kind):
    place = commune / "sous" if kind == "sub-folder" else commune
    (place / "data").mkdir(parents=True)
    (place / "datapackage.json").write_text(json.dumps(PACKAGE))
    for name in ("bal", "p1", "p2"):
        (place / "data" / f"{name}.csv").write_bytes(CSV)

    def answer(request):
        return server.Reply(200, (commune / request.path.lstrip("/")).read_bytes())

    url = {
        "folder": "commune",
        "sub-folder": "commune",
        "descriptor": "commune/datapackage.json",
        "remote": serve(answer).url + "/datapackage.json",
    }[kind]
    connector = federation.connector(connector="files", url=url, id="source")
    records, failures, _ = walk(connector)
    assert list(records) == ["sous" if kind == "sub-folder" else "source"]
    (dataset,) = records.values()
    assert dataset.title == {"fr": "Paquet", "en": "Package"}
    assert dataset.licence.endswith("/ODC_BL")
    assert dataset.publisher == "Ville"
    assert [d.remote_id for d in dataset.distributions] == ["bal", "parts-1", "parts-2"]
    assert str(dataset.distributions[0].schema) == "etalab/schema-bal 1.4.0"
    assert [code for _, code in failures] == [FailureCode.POLICY] * 4
    for distribution in dataset.distributions:
        assert connector.fetch(distribution, out).path.read_bytes() == CSV


def test_a_remote_list_never_reads_local_files(federation, out):
    connector = federation.connector(connector="files", url="https://example.org/l.csv")
    with pytest.raises(HarvestError) as caught:
        connector.fetch(Distribution("x", download_url="file:federation.yaml"), out)
    assert caught.value.code is FailureCode.POLICY


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("l.csv", "titre;lien_absent\na;b\n"),
        ("l.yaml", "just: [unfinished"),
        ("l.yaml", "42"),
        ("l.yaml", BOMB),
        ("l.json", '{"resources": []}'),
        ("l.json", "{broken"),
        ("l.csv", ""),
    ],
)
def test_what_is_no_list(federation, commune, name, content):
    (commune / name).write_text(content)
    connector = federation.connector(connector="files", url=f"commune/{name}")
    with pytest.raises(HarvestError) as caught:
        list(connector.pages())
    assert caught.value.code is FailureCode.WRONG_FORMAT


def test_a_web_page_is_no_list(federation, serve, server):
    portal = serve(lambda request: server.as_html())
    with pytest.raises(HarvestError) as caught:
        list(federation.connector(connector="files", url=portal.url).pages())
    assert caught.value.code is FailureCode.WRONG_FORMAT


def test_a_long_list_is_paged_and_resumes(federation, commune):
    (commune / "l.txt").write_text("".join(f"https://a.org/{n:03d}.csv\n" for n in range(250)))
    connector = federation.connector(connector="files", url="commune/l.txt")
    records, _, pages = walk(connector)
    assert [len(page.records) for page in pages] == [100, 100, 50]
    assert list(walk(connector, pages[1].cursor)[0]) == list(records)[200:]


def test_files_are_found_whatever_their_names(federation, commune, out):
    odd = commune / os.fsdecode("dépenses.csv".encode("latin-1"))
    for path in (commune / "arbres #1.csv", commune / "où ?.csv", odd):
        path.write_bytes(CSV)
    connector = federation.connector(connector="files", url="commune")
    records, failures, _ = walk(connector)
    assert sorted(records) == ["arbres #1.csv", "d?penses.csv", "où ?.csv"]
    assert failures == []
    for record in records.values():
        found = connector.fetch(record.distributions[0], out)
        assert found.path.read_bytes() == CSV
        assert found.file_name.encode() == record.remote_id.encode()
    odd.unlink()
    with pytest.raises(HarvestError) as caught:
        connector.fetch(records["d?penses.csv"].distributions[0], out)
    assert (caught.value.code, caught.value.message.params["name"]) == ("gone", "d?penses.csv")


@pytest.mark.parametrize("bad", ["http://[x/a.csv", "http://exa℀mple.org/a.csv"])
def test_an_address_that_is_none_fails_alone(federation, bad):
    (federation.folder / "liste.csv").write_text(
        f"url,id\n{bad},\nhttp://a.org/b.csv,http://[x\nhttp://a.org/c.csv,\n"
    )
    connector = federation.connector(connector="files", url="liste.csv")
    records, failures, _ = walk(connector)
    assert list(records) == ["http://[x", "http://a.org/c.csv"]
    assert failures == [(bad, FailureCode.POLICY)]
    package = {"resources": [{"name": "a", "path": [bad, "b.csv"]}]}
    (federation.folder / "datapackage.json").write_text(json.dumps(package))
    (federation.folder / "b.csv").write_bytes(CSV)
    connector = federation.connector(connector="files", url="datapackage.json")
    records, failures, _ = walk(connector)
    assert [len(record.distributions) for record in records.values()] == [1]
    assert [code for _, code in failures] == [FailureCode.POLICY]


def test_a_folder_of_too_many_files_says_so(federation, commune, monkeypatch):
    monkeypatch.setattr("connectors.files.connector._MOST", 2)
    for number in range(3):
        (commune / f"{number}.csv").write_bytes(CSV)
    (commune / "notes.md").write_bytes(b"#")
    pages = federation.connector(connector="files", url="commune").pages()
    assert len(next(pages).records) == 2
    with pytest.raises(HarvestError) as caught:
        next(pages)
    assert caught.value.code is FailureCode.TRUNCATED
    (commune / "2.csv").unlink()
    assert len(list(federation.connector(connector="files", url="commune").pages())) == 1
