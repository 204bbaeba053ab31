"""Tables that name children: no name leaves, and no text on their health."""

import polars as pl

HEALTH = ["allergie arachide", "PAI asthme", "mange sans porc", "RAS"]
PLAIN = ["vient le mardi", "inscrit en mai", "paie en ligne", "RAS"]


def table(texts):
    count = 24
    return pl.DataFrame(
        {
            "nom_enfant": [f"{name} {number}" for number, name in enumerate(["Zaïm"] * count)],
            "ecole": ["Les Tilleuls"] * count,
            "remarques": [texts[number % len(texts)] for number in range(count)],
        }
    )


def test_texts_on_the_health_of_children_are_withheld(run):
    out = run(table(HEALTH))
    decision = {one.column: one for one in out.report.columns}
    assert decision["remarques"].action == "withhold"
    assert out.table is None or "remarques" not in out.table.columns


def test_other_texts_beside_children_stay(run):
    out = run(table(PLAIN))
    assert out.table is not None
    assert "remarques" in out.table.columns
    shown = pl.read_parquet(out.table.path)
    assert "Zaïm" not in "".join(shown["nom_enfant"])
