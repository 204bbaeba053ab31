"""Runs a command and measures its whole process tree: wall time, CPU time, peak memory."""

import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil
import yaml

_INTERVAL = 0.1


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds, processor seconds (children included), peak resident memory in MB (their sum)."""

    wall: float
    cpu: float
    peak: float
    output: str


def run(command: Sequence[str], env: Mapping[str, str] | None = None) -> Cost:
    """The cost of a command; raises when it fails."""
    started = time.monotonic()
    process = subprocess.Popen(
        command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    watched = psutil.Process(process.pid)
    seen: dict[int, float] = {}
    peak = 0.0
    stop = threading.Event()

    def sample() -> None:
        nonlocal peak
        while not stop.wait(_INTERVAL):
            total = 0
            try:
                family = [watched, *watched.children(recursive=True)]
            except psutil.Error:
                return
            for member in family:
                try:
                    total += member.memory_info().rss
                    times = member.cpu_times()
                    seen[member.pid] = times.user + times.system
                except psutil.Error:
                    continue
            peak = max(peak, total / 1e6)

    sampler = threading.Thread(target=sample)
    sampler.start()
    out, errors = process.communicate()
    stop.set()
    sampler.join()
    if process.returncode:
        raise SystemExit(f"{command}: {process.returncode}\n{errors[-2000:]}")
    return Cost(time.monotonic() - started, sum(seen.values()), peak, out)


def federation(folder: Path, source: Mapping[str, object], **more: object) -> Path:
    """Write a federation of one source beside its files."""
    document = {
        "federation": {"id": "mesure", "titles": {"fr": "Mesure"}},
        "network": {"allow_private": ["127.0.0.1"]},
        "cities": [
            {"id": "ville", "names": {"fr": "Ville"}, "country": "FR", "sources": [dict(source)]}
        ],
        **more,
    }
    file = folder / "federation.yaml"
    file.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    return file
