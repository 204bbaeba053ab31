"""`make demo` from a fresh clone to the first answer of the catalogue, package cache warm.

Method: `git clone` of this repository into a temporary folder, `make demo`, the home page asked for
every half second until it answers. Run twice; the second time counts. Target: under 3 minutes.
"""

import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIMIT = 900


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def once() -> float:
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="partage-bench-") as name:
        clone = Path(name) / "partage"
        started = time.monotonic()
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        demo = subprocess.Popen(
            ["make", "demo", f"PORT={port}"],
            cwd=clone,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            while time.monotonic() - started < LIMIT:
                if demo.poll() is not None:
                    raise SystemExit(f"make demo ended with {demo.returncode}")
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as page:
                        page.read()
                    return time.monotonic() - started
                except OSError:
                    time.sleep(0.5)
            raise SystemExit("the catalogue did not answer")
        finally:
            os.killpg(demo.pid, signal.SIGKILL)
            demo.wait()


def main() -> None:
    first, second = once(), once()
    print(f"first {first:.0f} s, with a warm package cache {second:.0f} s (target: under 180 s)")


if __name__ == "__main__":
    main()
