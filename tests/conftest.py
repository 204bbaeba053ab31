"""Real servers for every room: PostgreSQL, an S3 endpoint; each skips with how to install it."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
import uuid
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[1].parent / "shared"


#: The files that keep a worker busy longest (some 10 s of processor time or more), longest first.
LONGEST = (
    "test_evaluators.py",
    "test_cli.py",
    "test_kill.py",
    "test_real_files.py",
    "test_circle.py",
    "test_validata.py",
    "test_real_ckan.py",
    "test_retract.py",
    "test_speed_bounds.py",
    "test_differential.py",
    "test_scores.py",
    "test_expectations.py",
    "test_queries.py",
    "test_series.py",
    "test_canary.py",
    "test_copies.py",
    "test_speed_equal.py",
    "test_history_pipeline.py",
    "test_main_job.py",
    "test_beside.py",
    "test_incremental.py",
    "test_quarantine_review.py",
    "test_quarantine.py",
    "test_schemathesis.py",
    "test_politeness.py",
    "test_dagster.py",
    "test_dcat_shapes.py",
    "test_real_pycsw.py",
    "test_dcat_replay.py",
)


def pytest_configure(config):
    """Files go to the workers as they are sorted below, not by how many tests they have."""
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False


def pytest_collection_modifyitems(items):
    """The longest files first: workers, which take whole files, then end together."""
    places = {name: place for place, name in enumerate(LONGEST)}

    def place(item):
        known = places.get(item.path.name, len(LONGEST))
        return known, "orchestration" not in item.path.parts, str(item.path)

    items.sort(key=place)


@pytest.fixture(scope="session")
def shared():
    """The reference material beside the repository."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared beside the repository (put the reference material there)")
    return SHARED


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _postgres_binaries():
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def _as_postgres(command):
    """PostgreSQL refuses to run as root: then it runs as the user its package made."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


@pytest.fixture(scope="session")
def postgres_server():
    binaries = _postgres_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="partage-pg-"))
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
    port = free_port()
    data = folder / "data"
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(
        _as_postgres([str(binaries / "initdb"), "-D", str(data), "-A", "trust", "-U", "postgres"]),
        **quiet,
    )
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    control = [str(binaries / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log")]
    subprocess.run(_as_postgres([*control, "-o", options, "start"]), **quiet)
    yield f"127.0.0.1:{port}"
    subprocess.run(_as_postgres([*control, "-m", "immediate", "stop"]), **quiet)
    shutil.rmtree(folder, ignore_errors=True)


def _create(server, *template):
    """A database of the server with a name of its own, empty or like another; its address."""
    import psycopg

    name = f"t{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"postgresql://postgres@{server}/postgres", autocommit=True) as connection:
        connection.execute(" ".join([f"CREATE DATABASE {name}", *template]))
    return f"postgresql+psycopg://postgres@{server}/{name}"


@pytest.fixture
def postgres_url(postgres_server):
    """A fresh database of the real server."""
    return _create(postgres_server)


def _migrate(url):
    from federation.store import Database

    database = Database(url)
    database.migrate()
    database.close()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory):
    """A store as the migrations make it, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "partage.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server):
    """The name of a database as the migrations make it, to be copied."""
    url = _create(postgres_server)
    _migrate(url)
    return url.rpartition("/")[2]


@pytest.fixture(scope="session")
def s3_server():
    """An S3 endpoint in a process of its own (moto); it enforces conditional writes."""
    port = free_port()
    command = [shutil.which("moto_server", path=str(Path(os.sys.executable).parent)) or "", "-p"]
    if not command[0]:
        pytest.skip(
            "moto_server, the S3 endpoint of the tests, is not installed: make test installs it"
        )
    server = subprocess.Popen(
        [*command, str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait()


@pytest.fixture
def s3_bucket(s3_server):
    """A fresh bucket of the S3 endpoint: (root, settings)."""
    import s3fs

    from federation.settings import S3Settings

    settings = S3Settings(endpoint=s3_server, key="test", secret="test")
    name = f"b{uuid.uuid4().hex[:12]}"
    s3fs.S3FileSystem(key="test", secret="test", endpoint_url=s3_server).mkdir(name)
    return f"s3://{name}/lake", settings


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path):
    """The store's two databases, tested alike."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'partage.db'}"
    return request.getfixturevalue("postgres_url")


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated_url(request, tmp_path):
    """The store's two databases, migrated: once for all tests of a worker, then copied."""
    if request.param == "sqlite":
        path = tmp_path / "partage.db"
        shutil.copyfile(request.getfixturevalue("migrated_sqlite"), path)
        return f"sqlite:///{path}"
    server = request.getfixturevalue("postgres_server")
    return _create(server, "TEMPLATE", request.getfixturevalue("migrated_postgres"))


@pytest.fixture(params=["folder", "s3"])
def lake(request, tmp_path):
    """The lake's two forms, tested alike."""
    from federation.lake import open_lake

    if request.param == "folder":
        return open_lake(str(tmp_path / "lake"))
    root, settings = request.getfixturevalue("s3_bucket")
    return open_lake(root, settings, tmp_path / "cache")
