"""Files that publishers really put online, served as resources: each ends with its reason."""

from collections import Counter
from urllib.parse import quote

import pytest

from federation.model import State

KINDS = {".csv", ".xlsx", ".xls", ".ods", ".gz", ".json"}
ENDS = {State.PUBLISHED, State.QUARANTINED, State.REJECTED}


@pytest.mark.slow
def test_every_real_file_ends_published_quarantined_or_rejected(shared, federate, site, tmp_path):
    tables = shared / "real" / "tables"
    lines = ["url,title,schema"]
    for path in sorted(tables.rglob("*")):
        if path.suffix not in KINDS or "schema" in path.name or path.name == "PROVENANCE.csv":
            continue
        address = f"/{quote(path.relative_to(tables).as_posix())}"
        site.paths[address] = path.read_bytes()
        lines.append(f'{site.url}{address},"{path.relative_to(tables).as_posix()}",')
    (tmp_path / "liste.csv").write_text("\n".join(lines) + "\n")
    source = {"id": "reels", "connector": "files", "url": "liste.csv"}
    source["politeness"] = {"requests_per_second": 1000}
    federation = federate(source)
    (tally,) = federation.run()
    count = len(lines) - 1
    assert tally.error is None
    assert (tally.seen, tally.failed) == (count, 0), tally.problems
    found = federation.tables()
    assert len(found) == count
    states = Counter(table.state for table in found.values())
    assert set(states) <= ENDS, states
    assert states[State.PUBLISHED] > count * 0.8
    for name, table in found.items():
        if table.state is State.PUBLISHED:
            assert table.snapshot.rows == table.quality.rows, name
            assert table.anonymisation.cells_scanned > 0 or table.snapshot.rows == 0, name
        else:
            assert table.snapshot is None, name
            assert len(table.reason.render("en")) > 40, name
    digne = next(table for name, table in found.items() if "DIGNE" in name)
    assert digne.quality.valid
    assert str(digne.quality.schema).startswith("scdl/prenoms")
    lot = next(table for name, table in found.items() if "DEP_Lot" in name)
    assert lot.quality.source.encoding == "cp1252" or lot.quality.source.encoding == "utf-8"
    (again,) = federation.run()
    assert (again.unchanged, again.release) == (count, None)
