"""A language model adds persons, never takes one away, and is never silently missing."""

import polars as pl
import pytest
import spacy

from anonymisation.detection.detector import Detector
from anonymisation.policy.policy import Policy
from anonymisation.recognisers.models import reader
from federation.errors import PolicyError
from federation.model import Verdict

#: A word that may be anything: nothing around it tells of a person.
UNHEARD = "Repas servi zwintab"


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """A real spaCy pipeline on disk that knows two persons."""
    nlp = spacy.blank("fr")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "PER", "pattern": "zwintab"},
            {"label": "PER", "pattern": "Zorgan Wib"},
            {"label": "LOC", "pattern": "Seclin"},
        ]
    )
    path = tmp_path_factory.mktemp("model") / "tiny"
    nlp.to_disk(path)
    return f"spacy:{path}"


def policy(tmp_path, line):
    path = tmp_path / "policy.yaml"
    path.write_text(f'version: "1"\n{line}\n', encoding="utf-8")
    return Policy.load(path)


def spans(value, model=None):
    found = Detector("FR", 0.35, model).find(pl.Series([value]), "texte").get(value, ())
    return [(one.entity, value[one.start : one.end]) for one in found]


def test_a_model_adds_what_the_rules_cannot_know(model):
    assert spans(UNHEARD) == []
    assert spans(UNHEARD, model) == [("PERSON", "zwintab")]


def test_a_model_takes_nothing_away(model):
    assert spans("Vu Mme Courtois à Seclin", model) == [("PERSON", "Mme Courtois")]


def test_a_street_named_after_somebody_stays(model):
    assert spans("Travaux rue Zorgan Wib", model) == []


def test_one_line_of_the_policy_names_it(model, run, frame, tmp_path):
    table = frame(id=["1", "2", "3"], remarque=["bon", UNHEARD, "bon"])
    with_model = policy(tmp_path, f'model: "{model}"')
    written = pl.read_parquet(run(table, policy=with_model).table.path)
    assert "zwintab" not in str(written["remarque"].to_list())
    assert with_model.hash != policy(tmp_path, "").hash


def test_an_absent_model_stops_the_table(run, frame, tmp_path):
    absent = policy(tmp_path, "model: spacy:no_such_model_of_ours")
    out = run(frame(id=["1", "2"], remarque=["bon", UNHEARD]), policy=absent)
    assert out.table is None
    assert out.report.verdict is Verdict.QUARANTINE
    with pytest.raises(PolicyError, match="no_such_model_of_ours"):
        Detector("FR", 0.35, absent.model)


def test_engines_that_are_not_installed_are_named():
    for name in ("transformers:Jean-Baptiste/camembert-ner", "gliner:urchade/gliner_multi_pii-v1"):
        with pytest.raises(PolicyError, match=name):
            reader(name)


def test_a_pipeline_that_names_nobody_is_refused(tmp_path):
    spacy.blank("fr").to_disk(tmp_path / "empty")
    with pytest.raises(PolicyError, match="names no persons"):
        reader(f"spacy:{tmp_path / 'empty'}")


def test_a_wrong_key_is_a_wrong_policy(tmp_path):
    with pytest.raises(PolicyError, match="model"):
        policy(tmp_path, "model: fr_core_news_md")
