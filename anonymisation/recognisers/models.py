"""A language model beside the rules: it adds persons, and takes none away.

One line of the federation's policy names it, `model: spacy:fr_core_news_md`; the engines are
Presidio's (spaCy, Hugging Face transformers, GLiNER). Nothing is downloaded: the model is
installed beforehand. A model that is named and cannot be loaded, or that names no persons, raises
PolicyError: a table read without it would not be the one the policy asks for. What it finds goes
through the same vetoes (streets, places, bodies, public figures of the past) as the rules.
"""

import os
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from anonymisation.recognisers.base import LANGUAGE, LIKELY, Hit, TextRecognizer
from anonymisation.recognisers.persons.evidence import spoken_against
from anonymisation.recognisers.persons.words.tokens import Word, tokens
from federation.errors import PolicyError
from federation.i18n import msg

#: Start, end (excluded) and label of what a model found in a text.
Reader = Callable[[str], list[tuple[int, int, str]]]
_PERSON = "PERSON"
#: Labels that say nothing about persons.
_IGNORED = ["MISC", "LOC", "LOCATION", "GPE", "ORG", "ORGANIZATION", "DATE", "TIME", "NORP", "FAC"]


class ModelRecognizer(TextRecognizer):
    """Persons that a language model reads in a text."""

    ENTITIES = (_PERSON,)
    NEEDS = (r"\p{L}{2}",)

    def __init__(self, model: str) -> None:
        super().__init__(name=f"Model({model})")
        self._reader = reader(model)

    def find(self, text: str) -> Iterator[Hit]:
        """Findings in a text, vetoes taken off."""
        for start, end, label in self._reader(text):
            if label == _PERSON and not _named_after(text, start, end):
                yield Hit(_PERSON, start, end, LIKELY)


def _named_after(text: str, start: int, end: int) -> bool:
    found = tokens(text)
    inside = [index for index, word in enumerate(found) if _within(word, start, end)]
    return bool(inside) and spoken_against(text, found, inside[0], inside[-1] + 1)


def _within(word: Word, start: int, end: int) -> bool:
    return start <= word.start and word.end <= end


@lru_cache(maxsize=4)
def reader(model: str) -> Reader:
    """A loaded model, by its key of the policy ("spacy:fr_core_news_md").

    PolicyError when it is not installed, cannot be loaded, or names no persons.
    """
    engine, _, name = model.partition(":")
    try:
        return _LOADERS[engine](name)
    except PolicyError:
        raise
    except Exception as error:  # each engine has errors of its own
        raise _absent(model) from error


def _absent(model: str) -> PolicyError:
    return PolicyError(
        msg(
            "The language model %(model)s of the anonymisation policy cannot be loaded; install it "
            'beside partage, or remove the line "model" from the policy.',
            model=model,
        )
    )


def _spacy(name: str) -> Reader:
    import spacy

    # Presidio would download a package that is missing.
    if not (spacy.util.is_package(name) or Path(name).exists()):
        raise _absent(f"spacy:{name}")
    engine = _engine(name)
    pipeline = engine.get_nlp(LANGUAGE)
    if not any("doc.ents" in pipeline.get_pipe_meta(pipe).assigns for pipe in pipeline.pipe_names):
        raise PolicyError(
            msg(
                "The language model %(model)s of the anonymisation policy names no persons; choose "
                "one with a named-entity recogniser.",
                model=f"spacy:{name}",
            )
        )
    return _artifacts(engine)


def _engine(name: str) -> Any:  # noqa: ANN401 - Presidio ships no types
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    configuration = {
        "nlp_engine_name": "spacy",
        "models": [{"lang_code": LANGUAGE, "model_name": name}],
        "ner_model_configuration": {"labels_to_ignore": _IGNORED},
    }
    return NlpEngineProvider(nlp_configuration=configuration).create_engine()


def _artifacts(engine: Any) -> Reader:  # noqa: ANN401 - Presidio ships no types
    def read(text: str) -> list[tuple[int, int, str]]:
        entities = engine.process_text(text, LANGUAGE).entities
        return [(one.start_char, one.end_char, one.label_) for one in entities]

    return read


def _transformers(name: str) -> Reader:
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from presidio_analyzer.predefined_recognizers.ner import HuggingFaceNerRecognizer

    return _results(
        HuggingFaceNerRecognizer(
            model_name=name,
            supported_language=LANGUAGE,
            label_mapping={"PER": _PERSON, "PERSON": _PERSON},
        )
    )


def _gliner(name: str) -> Reader:
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from presidio_analyzer.predefined_recognizers import GLiNERRecognizer

    return _results(
        GLiNERRecognizer(
            model_name=name, supported_language=LANGUAGE, entity_mapping={"person": _PERSON}
        )
    )


def _results(recogniser: Any) -> Reader:  # noqa: ANN401 - Presidio ships no types
    def read(text: str) -> list[tuple[int, int, str]]:
        found = recogniser.analyze(text, [_PERSON])
        return [(one.start, one.end, one.entity_type) for one in found]

    return read


_LOADERS: dict[str, Callable[[str], Reader]] = {
    "spacy": _spacy,
    "transformers": _transformers,
    "gliner": _gliner,
}
