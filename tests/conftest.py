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


def pytest_collection_modifyitems(items):
    """The longest files first: workers, which take whole files, then end together."""
    items.sort(key=lambda item: "orchestration" not in item.path.parts)


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


@pytest.fixture
def postgres_url(postgres_server):
    """A fresh database of the real server."""
    import psycopg

    name = f"t{uuid.uuid4().hex[:12]}"
    with psycopg.connect(
        f"postgresql://postgres@{postgres_server}/postgres", autocommit=True
    ) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"postgresql+psycopg://postgres@{postgres_server}/{name}"


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


@pytest.fixture(params=["folder", "s3"])
def lake(request, tmp_path):
    """The lake's two forms, tested alike."""
    from federation.lake import open_lake

    if request.param == "folder":
        return open_lake(str(tmp_path / "lake"))
    root, settings = request.getfixturevalue("s3_bucket")
    return open_lake(root, settings, tmp_path / "cache")
