"""The catalogue through the Model Context Protocol, with the official client on a real server."""

import asyncio
import json
from dataclasses import replace

import pytest

SUMS = "montant__sum&montant__sum__sort=desc"
TABLE = {"nature": ["numéraire", "nature", "numéraire"], "montant": [100.0, 20.0, 50.5]}


@pytest.fixture(scope="module")
def asked(site):
    """Calls tools in one session: `asked((name, arguments), …)` gives their results."""
    dataset = site.datasets[0]
    snapshot = site.state.snapshot(TABLE, {"montant": "number"})
    table = replace(dataset.tables[0], snapshot=snapshot)
    site.state.publish(replace(dataset, tables=(table, *dataset.tables[1:])))

    def call(*questions):
        async def talk():
            from mcp import Client

            async with Client(f"{site.base}/mcp") as client:
                return [await client.call_tool(name, given) for name, given in questions]

        return asyncio.run(talk())

    call.table = table.id
    call.site = site
    return call


def told(result):
    assert not result.is_error, result.content
    return result.structured_content or json.loads(result.content[0].text)


def test_the_tools_say_what_they_do(asked):
    async def tools():
        from mcp import Client

        async with Client(f"{asked.site.base}/mcp") as client:
            return (await client.list_tools()).tools

    found = {tool.name: tool for tool in asyncio.run(tools())}
    assert found.keys() == {
        "search_datasets",
        "describe_dataset",
        "query_table",
        "query_commons",
        "read_report",
        "list_cities",
    }
    assert all(tool.description and tool.annotations.read_only_hint for tool in found.values())


def test_from_a_search_to_rows(asked):
    searched, cities = asked(
        ("search_datasets", {"words": "subventions", "city": "lille"}), ("list_cities", {})
    )
    found = told(searched)
    assert found["count"] >= 1
    dataset = found["datasets"][0]["id"]
    assert {city["id"] for city in told(cities)["cities"]} >= {"lille", "dakar"}
    described, rows, groups = asked(
        ("describe_dataset", {"dataset": dataset}),
        ("query_table", {"table": asked.table, "question": "montant__greater=50"}),
        (
            "query_table",
            {
                "table": asked.table,
                "question": "nature__groupby&montant__sum&montant__sum__sort=desc",
            },
        ),
    )
    assert told(described)["id"] == dataset
    assert [row["montant"] for row in told(rows)["rows"]] == [100.0, 50.5]
    assert told(groups)["rows"][0] == {"nature": "numéraire", "montant__sum": 150.5}


def test_reports_and_the_commons(asked):
    report, masked, common = asked(
        ("read_report", {"table": asked.table}),
        ("read_report", {"table": asked.table, "kind": "anonymisation", "language": "en"}),
        (
            "query_commons",
            {"schema": "scdl/subventions", "question": "__city__groupby&montant__sum"},
        ),
    )
    assert told(report)["valid"] is True
    assert told(masked)["verdict"] == "pass"
    assert {row["__city"] for row in told(common)["rows"]} == {"lille"}


def test_what_cannot_be_done_is_told_in_words(asked):
    unknown, wrong, nothing = asked(
        ("describe_dataset", {"dataset": "inconnu"}),
        ("query_table", {"table": asked.table, "question": "prix__exact=1"}),
        ("read_report", {"table": asked.table, "kind": "autre"}),
    )
    for result in (unknown, wrong, nothing):
        assert result.is_error
    assert "prix" in wrong.content[0].text
