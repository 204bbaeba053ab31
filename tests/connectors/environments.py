"""Python environments of their own for real servers that cannot live beside partage.

Kept between runs under $PARTAGE_TEST_ENVIRONMENTS (default: a folder of the system's temporary
one), one per set of requirements; two test runs that want the same one wait for each other.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

_READY = ".ready"
_INSTALL_SECONDS = 240


def root() -> Path:
    """The folder of the environments."""
    default = Path(tempfile.gettempdir()) / f"partage-environments-{os.getuid()}"
    return Path(os.environ.get("PARTAGE_TEST_ENVIRONMENTS", default))


def environment(name: str, requirements: Sequence[str]) -> Path:
    """The interpreter of an environment with some requirements (pip's words), made once.

    Skips the test, with the reason, where it cannot be made (no network, no such release).
    """
    wanted = "\n".join([sys.version, *sorted(requirements)])
    digest = hashlib.sha256(wanted.encode()).hexdigest()[:12]
    folder = root() / f"{name}-{digest}"
    python = folder / "bin" / "python"
    try:
        root().mkdir(parents=True, exist_ok=True)
        with (root() / f"{folder.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (folder / _READY).exists():
                _make(folder, python, requirements)
    except OSError as error:
        pytest.skip(
            f"no environment for a real {name}: {error.strerror}; set PARTAGE_TEST_ENVIRONMENTS to "
            "a folder that can be written"
        )
    return python


def _make(folder: Path, python: Path, requirements: Sequence[str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    base = getattr(sys, "_base_executable", sys.executable)
    _run(folder, [base, "-m", "venv", str(folder)])
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run(folder, [*install, *requirements])
    (folder / _READY).write_text("\n".join(requirements), "utf-8")


def _run(folder: Path, command: list[str]) -> None:
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=_INSTALL_SECONDS, check=False
        )
        words = done.stderr.strip()
    except subprocess.TimeoutExpired:
        done, words = None, f"more than {_INSTALL_SECONDS} seconds"
    if done is None or done.returncode:
        shutil.rmtree(folder, ignore_errors=True)
        last = words.splitlines()[-1] if words else "no reason given"
        pytest.skip(
            f"the environment {folder.name} of a real server could not be made ({last}): it needs "
            "python3-venv and a package index that pip can reach"
        )
