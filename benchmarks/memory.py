"""Peak memory of this process."""

import re
from pathlib import Path


def peak_mb() -> int:
    """Megabytes (2^20 bytes) that this process had at its peak, from the kernel.

    Not `ru_maxrss`: that one keeps the peak of the process this one was forked from.
    """
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    if found is None:
        raise OSError("VmHWM")
    return int(found[1]) // 1024
