"""What an assistant may do with the catalogue: search, describe, query, read reports.

Each tool answers with plain JSON values of published data only, through `Catalogue`; a Problem is
told in the words that the HTTP API uses, so that the assistant can correct its question.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.concurrency import run_in_threadpool

from catalog_api.catalogue import Catalogue
from catalog_api.native import reports
from catalog_api.native.answering import job_of
from catalog_api.native.commons import rows_of
from catalog_api.native.queries import source_of
from catalog_api.query import grammar, sql
from catalog_api.query.source import Source
from catalog_api.search.questions import Question
from catalog_api.web import problems
from federation.i18n import LOCALES, pick

_MOST = 50
_TEXT = 600  # characters of a description in a list


@dataclass(frozen=True, slots=True)
class Tools:
    """The tools over one catalogue; `language` is that of texts and messages: fr, en, es."""

    catalogue: Catalogue

    async def search_datasets(
        self, words: str = "", city: str = "", schema: str = "", language: str = "fr"
    ) -> dict[str, Any]:
        """Find datasets of the federation's cities by words, city id or data schema.

        Gives at most 20 datasets with their tables' ids. Words are looked for in titles,
        descriptions, keywords and column names; all are required. Leave words empty to list.
        """
        filters = {name: [value] for name, value in (("city", city), ("schema", schema)) if value}
        question = Question(words, filters, 20)
        hits, found = await run_in_threadpool(self.catalogue.ask, question)
        locale = _locale(language)
        shown = [_short(orjson.loads(one.json), locale) for one in found]
        return {"count": hits.count, "datasets": shown}

    async def describe_dataset(self, dataset: str) -> dict[str, Any]:
        """All that is known of a dataset, by id or name: texts, licence, tables, origin."""
        stored = await run_in_threadpool(self.catalogue.dataset, dataset)
        found: dict[str, Any] = orjson.loads(stored.json)
        return found

    async def query_table(self, table: str, question: str = "", limit: int = 20) -> dict[str, Any]:
        """Rows of a published table that meet conditions, or groups of them.

        `question` is a query string: `column__operator=value` joined by `&`. Operators: exact,
        differs, contains, notcontains, in, notin, less, greater, strictly_less, strictly_greater,
        isnull, isnotnull, sort (asc, desc); groupby, count, avg, min, max, sum; and columns=a,b.
        Example: `nature__groupby&montant__sum&montant__sum__sort=desc`. At most 50 rows.
        """
        _, source = await run_in_threadpool(source_of, self.catalogue, table)
        found = await self._rows(source, question, limit)
        self.catalogue.note("query", table)
        return found

    async def query_commons(
        self, schema: str, question: str = "", limit: int = 20
    ) -> dict[str, Any]:
        """The same over every city's tables of one schema, such as `scdl/subventions`.

        `__city`, `__dataset` and `__table` tell where a row comes from. Example:
        `__city__groupby&montant__avg`. Only rows that conform to the schema are there.
        """
        source = await rows_of(self.catalogue, schema)
        return await self._rows(source, question, limit)

    async def read_report(
        self, table: str, kind: str = "quality", language: str = "fr"
    ) -> dict[str, Any]:
        """A table's report: `quality` (conformity to its schema) or `anonymisation`."""
        _, found = await run_in_threadpool(self.catalogue.table, table)
        locale = _locale(language)
        if kind == "anonymisation" and found.anonymisation is not None:
            return reports.anonymisation(found.anonymisation, locale)
        if kind == "quality" and found.quality is not None:
            return reports.quality(found.quality, locale)
        raise problems.no_report()

    async def list_cities(self, language: str = "fr") -> dict[str, Any]:
        """The cities that take part, their ids, countries and partnerships."""
        federation = self.catalogue.federation()
        locale = _locale(language)
        return {
            "federation": pick(federation.titles, locale),
            "cities": [
                {"id": city.id, "name": pick(city.names, locale), "country": city.country}
                for city in federation.cities
            ],
            "partnerships": [
                {"id": one.id, "title": pick(one.titles, locale), "cities": list(one.cities)}
                for one in federation.partnerships
            ],
        }

    def all(self) -> Sequence[Callable[..., Any]]:
        """Every tool."""
        return (
            self.search_datasets,
            self.describe_dataset,
            self.query_table,
            self.query_commons,
            self.read_report,
            self.list_cities,
        )

    async def _rows(self, source: Source, question: str, limit: int) -> dict[str, Any]:
        pairs = parse_qsl(question.lstrip("?"), keep_blank_values=True)
        ask = grammar.parse(pairs, source.types)
        statement = sql.rows(ask, source, limit=max(1, min(limit, _MOST)))
        job = job_of(self.catalogue, ask, source, statement, "rows")
        async with self.catalogue.workers.run(job) as result:
            body = b"".join([part async for part in result.body])
        return {"columns": dict(source.types), "rows": orjson.loads(body)}


def _locale(language: str) -> str:
    return language if language in LOCALES else LOCALES[0]


def _short(document: Mapping[str, Any], locale: str) -> dict[str, Any]:
    return {
        "id": document["id"],
        "name": document["name"],
        "title": pick(document["title"], locale),
        "description": pick(document["description"], locale)[:_TEXT],
        "city": document["city"],
        "tables": [
            {
                "id": table["id"],
                "title": pick(table["title"], locale),
                "state": table["state"],
                "schema": table.get("schema"),
            }
            for table in document["tables"]
        ],
    }
