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


def test_codes_of_diets_leave_where_they_tell_nothing_of_health_or_belief(run):
    diets = ["Standard", "PAI", "Sans porc", "Végétarien", "Halal", "menu normal", "autre", ""]
    frame = table(PLAIN).rename({"remarques": "regime"})
    frame = frame.with_columns(pl.Series("regime", (diets * 3)[: frame.height]))
    out = run(frame)
    assert out.table is not None
    shown = pl.read_parquet(out.table.path)["regime"].to_list()
    assert shown[:8] == [
        "Standard",
        "[masqué]",
        "[masqué]",
        "Végétarien",
        "[masqué]",
        "menu normal",
        "[masqué]",
        "",
    ]


def test_remarks_that_come_again_are_no_codes_of_diets(run):
    out = run(table(["sans porc", "allergie", "PAI"]))
    decision = {one.column: one.action for one in out.report.columns}
    assert decision["remarques"] == "withhold"
