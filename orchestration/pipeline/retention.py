"""Raw bytes are private and kept for some days only (GDPR art. 5-1-e, storage limitation)."""

from datetime import datetime, timedelta

from federation.lake import Lake


def erase_old_raw(lake: Lake, now: datetime, days: int) -> int:
    """Erase raw objects written more than `days` days ago; returns how many."""
    oldest = (now - timedelta(days=days)).timestamp()
    old = [name for name, written in lake.objects("raw") if written < oldest]
    for name in old:
        lake.delete("raw", name)
    return len(old)
