"""One SQL database, SQLite (WAL) or PostgreSQL, brought to the current schema by Alembic."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text

#: Any constant works: it only has to be the same in every process that publishes.
_WRITER_LOCK = 7_305_021


class Database:
    """An engine and its dialect's ways to write alone."""

    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        self.url = url
        self.sqlite = parsed.get_backend_name() == "sqlite"
        if self.sqlite and parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        self.engine: Engine = create_engine(
            parsed,
            pool_pre_ping=not self.sqlite,
            hide_parameters=True,  # an error would quote what was to be stored
            connect_args={"timeout": 60} if self.sqlite else {},
        )
        if self.sqlite:
            event.listen(self.engine, "connect", _configure_sqlite)

    def migrate(self) -> None:
        """Create or upgrade the tables; safe to call at every start."""
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        with self.writing() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that writes alone, committed at the end.

        SQLite takes its write lock at once (no upgrade dead-lock); PostgreSQL takes an advisory
        lock, so that release numbers are committed in their order.
        """
        with self.engine.connect() as connection:
            if self.sqlite:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                connection.execute(
                    text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITER_LOCK}
                )
            yield connection
            connection.commit()

    def close(self) -> None:
        """Release every connection."""
        self.engine.dispose()


def _configure_sqlite(connection: object, _record: object) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA busy_timeout=60000")
    cursor.close()
