"""Data Docs, a page per check, written by Great Expectations' own renderer.

Incremental: a page is written once, from the result kept on disk; those that stand are not looked
at again. There is no index: the catalogue has its page of tables over time. Scripts and styles
from other hosts are taken out, as no page of ours loads anything from elsewhere; distributions,
which would be drawn by such a script, are written in words. Only the worker imports this module.
"""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import orjson
from great_expectations.core.expectation_validation_result import (
    expectationSuiteValidationResultSchema,
)
from great_expectations.exceptions.exceptions import GreatExpectationsError
from great_expectations.expectations.core import (
    expect_column_kl_divergence_to_be_less_than as kl_module,
)
from great_expectations.render.components import RenderedStringTemplateContent
from great_expectations.render.renderer.page_renderer import ValidationResultsPageRenderer
from great_expectations.render.view.view import DefaultJinjaPageView

#: Results and pages kept of each table, newest first.
RESULTS_KEPT, PAGES_KEPT = 20, 2
_SHOWN = 10
_REMOTE = re.compile(
    r"<script[^>]*\bsrc=\"https?:[^>]*>\s*</script>|<link[^>]*\bhref=\"https?:[^>]*>"
    r"|<img[^>]*\bsrc=\"https?:[^>]*>",
    re.IGNORECASE,
)
_STYLE = (
    "<style>body{font-family:system-ui,sans-serif;margin:2rem}table{border-collapse:collapse}"
    "td,th{border:1px solid #bbb;padding:.4rem .6rem;text-align:left;vertical-align:top}"
    "ul{padding-left:1.2rem}</style></head>"
)
_INDEX = (
    '<!doctype html><html lang="fr"><meta charset="utf-8"><title>partage</title>'
    '<p><a href="/series">/series</a></p></html>\n'
)
_STUMBLES = (
    GreatExpectationsError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)
_NO_PAGE = _INDEX.replace("/series</a>", "Great Expectations could not write this page.</a>")


class Docs:
    """The pages of an expectations folder: `docs/validations/<suite>/<moment>.html`."""

    def __init__(self, folder: Path) -> None:
        self._results = folder / "results"
        self._pages = folder / "docs" / "validations"
        self._view: Any = DefaultJinjaPageView()  # compiles its templates once
        charted: Any = kl_module.ExpectColumnKLDivergenceToBeLessThan
        charted._get_kl_divergence_chart = classmethod(_in_words)

    def write(self) -> int:
        """Write the pages that are missing, forget the oldest; the number written."""
        self._pages.mkdir(parents=True, exist_ok=True)
        (self._pages.parent / "index.html").write_text(_INDEX, "utf-8")
        written = 0
        for result, page in self._missing():
            page.parent.mkdir(exist_ok=True)
            page.write_text(self._page_or_none(result), "utf-8")
            forget(page.parent, PAGES_KEPT)
            written += 1
        return written

    def _missing(self) -> Iterator[tuple[Path, Path]]:
        """The newest result of each suite that has no page yet."""
        for suite in self._results.iterdir() if self._results.is_dir() else ():
            newest = max(suite.glob("*.json"), default=None)
            if newest is None:
                continue
            page = self._pages / suite.name / f"{newest.stem}.html"
            if not page.exists():
                yield newest, page

    def _page_or_none(self, path: Path) -> str:
        """The page of a result; a line in its place where the renderer stumbles over it."""
        try:
            return self._page(path)
        except (
            ArithmeticError,
            AssertionError,
            AttributeError,
            LookupError,
            TypeError,
            ValueError,
        ):
            return _NO_PAGE

    def _page(self, path: Path) -> str:
        body = orjson.loads(path.read_bytes())
        # Great Expectations cannot show what it could not build.
        broken = [each for each in body["results"] if each["exception_info"]["raised_exception"]]
        body["results"] = [each for each in body["results"] if each not in broken]
        result = expectationSuiteValidationResultSchema.load(body)
        document: Any = ValidationResultsPageRenderer(run_info_at_end=True).render(result)
        text: str = self._view.render(document)
        text = _REMOTE.sub("", text).replace("</head>", _STYLE, 1)
        return text.replace("</body>", f"{_broken(broken)}</body>", 1)


def _broken(results: Sequence[Mapping[str, Any]]) -> str:
    """A list of what could not be checked."""
    if not results:
        return ""
    lines = (
        f"<li>{escape(each['expectation_config']['type'])} "
        f"{escape(each['expectation_config']['kwargs'].get('column', ''))} "
        f"({escape(each['exception_info']['exception_message'])})</li>"
        for each in results
    )
    return f"<h2>Could not be checked</h2><ul>{''.join(lines)}</ul>"


def forget(folder: Path, kept: int) -> None:
    """Erase all but the newest files of a folder; their names are moments."""
    for old in sorted(folder.iterdir())[:-kept]:
        old.unlink()


def _in_words(_: type, partition: Mapping[str, Any], header: str | None = None) -> Any:  # noqa: ANN401 - untyped
    """A distribution as text: its largest classes."""
    shares = sorted(zip(_classes(partition), partition["weights"], strict=True), key=_weight)
    said = [f"{name}: {weight:.1%}" for name, weight in shares[:_SHOWN]]
    text = "; ".join([*said, *(["…"] if len(shares) > _SHOWN else [])])
    return RenderedStringTemplateContent(
        content_block_type="string_template",
        string_template={
            "template": "$header $text",
            "params": {"header": header or "", "text": text},
        },
    )


def _weight(one: tuple[str, float]) -> float:
    return -one[1]


def _classes(partition: Mapping[str, Any]) -> list[str]:
    if "values" in partition:
        return [str(each) for each in partition["values"]]
    edges = partition["bins"]
    return [f"{low:g} – {high:g}" for low, high in itertools.pairwise(edges)]
