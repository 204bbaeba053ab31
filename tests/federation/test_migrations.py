"""A store of before, with what it holds: brought to the newest schema, and back."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, insert, inspect, select

import federation.store
from federation.store import Database
from federation.store.schema import metadata

BEFORE = "0006"


@pytest.fixture
def database(database_url):
    opened = Database(database_url)
    yield opened
    opened.close()


def move(database, step, revision):
    config = Config()
    config.set_main_option(
        "script_location", str(Path(next(iter(federation.store.__path__))) / "migrations")
    )
    with database.writing() as connection:
        config.attributes["connection"] = connection
        step(config, revision)


def reflected(database):
    found = MetaData()
    found.reflect(database.engine)
    return found.tables


def columns(database):
    described = inspect(database.engine)
    return {
        table: {(column["name"], column["nullable"]) for column in described.get_columns(table)}
        for table in described.get_table_names()
    }


def row(table, **known):
    """A row with a value in every column that must have one."""
    examples = {str: "x", bytes: b"x", bool: False}
    needed = [one for one in table.columns if not one.nullable and one.server_default is None]
    return {one.name: examples.get(one.type.python_type, 1) for one in needed} | known


def fill(database):
    """A source with one table, graded: what 0006 knew of it."""
    tables = reflected(database)
    known = {"source_id": "s", "dataset_id": "d", "city_id": "lille"}
    own = {"source": {"id": "s"}, "dataset": {"id": "d"}, "resource": {"id": "t"}, "score": {}}
    with database.writing() as connection:
        for name, more in own.items():
            table = tables[name]
            told = {key: value for key, value in known.items() if key in table.columns}
            connection.execute(insert(table).values(**row(table, **told, **more)))


def held(database, name):
    table = reflected(database)[name]
    with database.engine.connect() as connection:
        return [dict(row._mapping) for row in connection.execute(select(table))]


def test_a_store_with_data_goes_up_and_down_and_up(database):
    move(database, command.upgrade, BEFORE)
    shape = columns(database)
    fill(database)
    old = {name: held(database, name) for name in ("source", "dataset", "resource", "score")}
    assert all(old.values())

    database.migrate()
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    assert held(database, "resource") == [{**old["resource"][0], "beside": None}]
    assert held(database, "score") == [{**old["score"][0], "demand": None}]

    move(database, command.downgrade, BEFORE)
    assert columns(database) == shape
    assert {name: held(database, name) for name in old} == old
    database.migrate()
    assert "reading" in columns(database)
