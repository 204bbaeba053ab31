"""The documentation says what the code does: settings, commands, routes, links, examples."""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args
from urllib.parse import unquote

import pytest
import typer
import yaml
from fastapi import FastAPI
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from anonymisation.policy.policy import OwnRule, Policy
from catalog_api.app import create_app
from catalog_api.ckan.actions import ACTIONS
from connectors.base import CONNECTORS
from federation.errors import FailureCode
from federation.loader import load_settings
from federation.model import State
from federation.settings import FederationSettings
from federation.store import CatalogReader, Database
from orchestration.cli.app import app as command
from orchestration.pipeline.tally import Problem, Tally
from quality.schemas import SchemaLibrary

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAIRS = {
    "fr/installer.md": "en/install.md",
    "fr/tutoriel.md": "en/tutorial.md",
    "fr/federation-yaml.md": "en/federation-yaml.md",
    "fr/commande.md": "en/cli.md",
    "fr/qualite.md": "en/quality.md",
    "fr/anonymisation.md": "en/anonymisation.md",
    "fr/pannes.md": "en/failures.md",
}
PACKAGES = (
    "federation",
    "connectors",
    "quality",
    "anonymisation",
    "catalog_api",
    "orchestration",
)
_IGNORED = {".venv", ".partage", "node_modules", ".git"}
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
_CODE = re.compile(r"`([^`\n]+)`")
#: First lines that say what kind of file an example is, whole.
_FEDERATION = "# federation.yaml"
_POLICY = ("# politique.yaml", "# policy.yaml")


def pages() -> list[Path]:
    return [
        path
        for path in sorted(ROOT.rglob("*.md"))
        if not _IGNORED.intersection(path.relative_to(ROOT).parts)
        and not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
    ]


def doc(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def both(name: str) -> list[str]:
    """A French page and its English pair."""
    return [name, PAIRS[name]]


def sections(text: str) -> dict[str, str]:
    """Text under each heading of level two: its code if it has one, else its words."""
    found = {}
    for part in re.split(r"^## ", text, flags=re.M)[1:]:
        title, _, body = part.partition("\n")
        code = _CODE.search(title)
        found[code[1] if code else title] = body
    return found


def rows(text: str) -> Iterator[list[str]]:
    """Cells of every table row."""
    for line in text.splitlines():
        if line.startswith("|") and not line.startswith("|---"):
            yield [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


# Settings


def models(annotation: Any) -> type[BaseModel] | None:
    """The model inside an annotation, if any."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (models(each) for each in get_args(annotation))
    return next((found for found in inner if found), None)


def settings(model: type[BaseModel], prefix: str = "") -> Iterator[tuple[str, str, FieldInfo]]:
    """Section, key and field of every setting."""
    for name, field in model.model_fields.items():
        if field.exclude:
            continue
        yield prefix, name, field
        inner = models(field.annotation)
        if inner is not None:
            several = "[]" if "tuple" in str(field.annotation) else ""
            place = f"{prefix}.{name}{several}" if prefix else name + several
            yield from settings(inner, place)


def documented_settings(page: str) -> dict[tuple[str, str], str]:
    """Default of each setting as the page tells it."""
    top = {"Racine du fichier": "", "Top of the file": ""}
    known = {prefix for prefix, _, _ in settings(FederationSettings)}
    found = {}
    for title, body in sections(doc(page)).items():
        place = top.get(title, title)
        if place not in known:
            continue
        for cells in rows(body):
            if len(cells) == 3 and (key := re.fullmatch(r"`(\w+)`", cells[0])):
                found[place, key[1]] = cells[1]
    return found


@pytest.mark.parametrize("page", both("fr/federation-yaml.md"))
def test_every_setting_is_documented_with_its_default_and_no_other(page: str) -> None:
    told = documented_settings(page)
    real = {(prefix, name): field for prefix, name, field in settings(FederationSettings)}
    assert len(real) > 70
    assert set(told) == set(real)
    for place, field in real.items():
        assert told_default(told[place]) == default_of(field), place


def default_of(field: FieldInfo) -> Any:
    if field.is_required():
        return "required"
    value = field.get_default(call_default_factory=True, validated_data={})
    if isinstance(value, BaseModel) or value in (None, (), {}):
        return None
    return list(value) if isinstance(value, tuple) else value


def told_default(cell: str) -> Any:
    if cell in ("obligatoire", "required"):
        return "required"
    return None if cell == "—" else yaml.safe_load(cell.strip("`"))


@pytest.mark.parametrize("page", [*both("fr/federation-yaml.md"), "connectors.md"])
def test_every_connector_is_documented(page: str) -> None:
    told = set(_CODE.findall(doc(page)))
    assert told >= CONNECTORS.keys()


# The command


def commands() -> dict[str, Any]:
    found = typer.main.get_command(command)
    return dict(found.commands)  # type: ignore[attr-defined]


def options(found: Any) -> set[str]:
    return {
        word
        for parameter in found.params
        for word in (*parameter.opts, *parameter.secondary_opts)
        if word.startswith("--") and word != "--help"
    }


def told_options(text: str) -> set[str]:
    first = (cells[0] for cells in rows(text))
    return set(re.findall(r"`(--[\w-]+)`", " ".join(first)))


@pytest.mark.parametrize("page", both("fr/commande.md"))
def test_every_command_and_option_is_documented_and_no_other(page: str) -> None:
    told = sections(doc(page))
    real = commands()
    assert {title for title in told if title.startswith("partage ")} == {
        f"partage {name}" for name in real
    }
    for name, found in real.items():
        assert told_options(told[f"partage {name}"]) == options(found), name


@pytest.mark.parametrize("page", both("fr/commande.md"))
def test_global_options_are_documented(page: str) -> None:
    title = "Options globales" if page.startswith("fr/") else "Global options"
    told = told_options(sections(doc(page))[title])
    assert told == options(typer.main.get_command(command))


@pytest.mark.parametrize("page", both("fr/commande.md"))
def test_every_environment_variable_is_documented(page: str) -> None:
    sources = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    text = "\n".join(path.read_text("utf-8") for path in sources)
    real = {name for name in re.findall(r'"(PARTAGE_[A-Z_]+)"', text) if "_DEMO_" not in name}
    assert "PARTAGE_HOME" in real
    assert real <= set(_CODE.findall(doc(page)))


@pytest.mark.parametrize("page", both("fr/commande.md"))
def test_reasons_and_json_keys_are_documented(page: str) -> None:
    text = doc(page)
    assert {code.value for code in FailureCode} <= set(_CODE.findall(text))
    keys = set(re.findall(r'"(\w+)"', text))
    assert {field.name for kind in (Tally, Problem) for field in fields(kind)} <= keys


# The API


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    from federation.lake import LocalLake

    folder = tmp_path_factory.mktemp("catalogue")
    database = Database(f"sqlite:///{folder / 'partage.db'}")
    lake = LocalLake(folder / "lake")
    yield create_app(CatalogReader(database), lake, folder / "index", data_docs=folder)
    database.close()


def routes(owner: Any) -> Iterator[tuple[str, str]]:
    """Method and path of every route; routers taken in are looked into."""
    for route in owner.routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from routes(inner)
        elif getattr(route, "methods", None):
            yield from (
                (method, route.path.replace(":path", "")) for method in route.methods - {"HEAD"}
            )
        else:
            yield "GET", f"{route.path}/…"


def test_every_route_is_documented_and_no_other(catalogue: FastAPI) -> None:
    first = (cells[0] for cells in rows(doc("api.md")))
    told = set(re.findall(r"`((?:GET|POST) [^`]+)`", " ".join(first)))
    real = {f"{method} {path}" for method, path in routes(catalogue)}
    assert "GET /api/v1/datasets" in real
    assert told == real


def test_every_search_parameter_and_ckan_action_is_documented(catalogue: FastAPI) -> None:
    told = set(_CODE.findall(doc("api.md")))
    description = catalogue.openapi()
    asked = {
        parameter["name"]
        for path in description["paths"].values()
        for parameter in path["get"].get("parameters", ())
        if parameter["in"] == "query" and parameter["name"] != "lang"
    }
    assert {"q", "after", "offset"} <= asked
    assert asked <= told
    assert ACTIONS.keys() <= told


def test_every_error_code_of_the_api_is_documented() -> None:
    names = ("web/problems.py", "responses.py")
    text = "\n".join((ROOT / "catalog_api" / name).read_text("utf-8") for name in names)
    shapes = (r'\d{3},\s+"([a-z-]+)"', r'\d{3}: \("([a-z-]+)"')
    real = {code for shape in shapes for code in re.findall(shape, text)}
    assert {"not-found", "invalid-parameter", "bad-request"} <= real
    # Not told: the body is too large for any read-only route, and the name for all other statuses.
    assert real - {"too-large"} <= set(_CODE.findall(doc("api.md")))


# Quality, anonymisation, states


@pytest.mark.parametrize("page", both("fr/qualite.md"))
def test_every_schema_and_version_is_documented(page: str) -> None:
    text = doc(page)
    for entry in SchemaLibrary().list():
        line = next((each for each in text.splitlines() if f"`{entry.id}`" in each), "")
        assert all(version in line for version in entry.versions), entry.id


@pytest.mark.parametrize("page", both("fr/anonymisation.md"))
def test_every_family_action_and_basis_is_documented(page: str) -> None:
    told = set(_CODE.findall(doc(page)))
    policy = Policy.load(None)
    assert policy.entities.keys() <= told
    assert policy.bases.keys() <= told
    assert set(get_args(OwnRule.model_fields["action"].annotation)) <= told


def test_every_state_is_documented() -> None:
    text = doc("architecture.md")
    assert [state for state in State if state not in text] == []


# Pages themselves


def anchors(path: Path) -> set[str]:
    """Anchors of a page's headings, as GitHub and GitLab make them."""
    text = _FENCE.sub("", path.read_text("utf-8"))
    titles = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def links(path: Path) -> list[str]:
    text = _CODE.sub("", _FENCE.sub("", path.read_text("utf-8")))
    # A link around code loses its words above, not its address.
    return re.findall(r"\]\(([^)\s]+)\)", text)


@pytest.mark.parametrize("page", pages(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_link_or_image_is_broken(page: Path) -> None:
    broken = []
    for link in links(page):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / unquote(name)).resolve() if name else page
        if not target.exists() or (anchor and unquote(anchor) not in anchors(target)):
            broken.append(link)
    assert broken == []


def test_links_are_found_at_all() -> None:
    assert "docs/images/catalogue.png" in links(ROOT / "README.md")
    assert "federation-yaml.md" in "".join(links(DOCS / "index.md"))


def test_each_user_page_has_its_pair_and_its_place_in_the_index() -> None:
    found = {str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md")}
    assert {name for name in found if name.startswith("fr/")} == set(PAIRS)
    assert {name for name in found if name.startswith("en/")} == set(PAIRS.values())
    linked = set(links(DOCS / "index.md"))
    alone = {name for name in found if "decisions/" not in name} - {"index.md"}
    assert alone <= linked


@pytest.mark.parametrize(("french", "english"), PAIRS.items())
def test_pairs_have_the_same_sections(french: str, english: str) -> None:
    assert len(sections(doc(french))) == len(sections(doc(english)))


def test_documents_named_in_the_code_exist() -> None:
    sources = [
        path
        for package in PACKAGES
        for kind in ("*.py", "*.yaml", "*.html", "*.po")
        for path in (ROOT / package).rglob(kind)
    ]
    named = {
        name
        for path in sources
        for name in re.findall(r"\bdocs/[\w/-]+\.md", path.read_text("utf-8"))
    }
    assert "docs/federation-yaml.md" in named
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


def examples(*firsts: str) -> list[Any]:
    """YAML blocks whose first line says what they are."""
    return [
        pytest.param(body, id=f"{path.relative_to(ROOT)}-{number}")
        for path in pages()
        for number, (kind, body) in enumerate(_FENCE.findall(path.read_text("utf-8")))
        if kind == "yaml" and body.startswith(firsts)
    ]


@pytest.mark.parametrize("body", examples(_FEDERATION))
def test_examples_of_federation_yaml_load(
    body: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in re.findall(r"\$\{(\w+)\}", body):
        monkeypatch.setenv(name, "x")
    (tmp_path / "donnees").mkdir()
    (tmp_path / "politique.yaml").write_text('version: "1"\n')
    file = tmp_path / "federation.yaml"
    file.write_text(body, encoding="utf-8")
    loaded = load_settings(file)
    assert loaded.federation.id


@pytest.mark.parametrize("body", examples(*_POLICY))
def test_examples_of_policies_load(body: str, tmp_path: Path) -> None:
    file = tmp_path / "politique.yaml"
    file.write_text(body, encoding="utf-8")
    assert Policy.load(file).own


def test_every_yaml_block_says_what_it_is() -> None:
    """So that none escapes the two tests above."""
    blocks = [body for path in pages() for kind, body in fenced(path) if kind == "yaml"]
    assert len(blocks) >= 12
    assert [body for body in blocks if not body.startswith((_FEDERATION, *_POLICY))] == []


def test_json_examples_are_json() -> None:
    import json

    blocks = [body for path in pages() for kind, body in fenced(path) if kind == "json"]
    assert blocks
    for body in blocks:
        assert json.loads(body)


def fenced(path: Path) -> list[tuple[str, str]]:
    return _FENCE.findall(path.read_text("utf-8"))


def test_the_picture_of_the_catalogue_is_small() -> None:
    assert 10_000 < (DOCS / "images" / "catalogue.png").stat().st_size <= 300_000
