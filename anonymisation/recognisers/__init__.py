"""The recognisers of partage, as a Presidio registry read from `recognisers.yaml`."""

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from presidio_analyzer import AnalyzerEngine, EntityRecognizer
    from presidio_analyzer.recognizer_registry import RecognizerRegistry


def registry(country: str) -> "RecognizerRegistry":
    """The recognisers for tables of a country (ISO 3166-1 alpha-2), as Presidio loads them."""
    from presidio_analyzer.recognizer_registry import RecognizerRegistryProvider

    # Presidio finds recogniser classes among the loaded subclasses of its base class.
    import anonymisation.recognisers.contacts.mailboxes
    import anonymisation.recognisers.contacts.spoken
    import anonymisation.recognisers.contacts.telephones
    import anonymisation.recognisers.homes.addresses
    import anonymisation.recognisers.persons.recogniser
    import anonymisation.recognisers.persons.small.recogniser
    import anonymisation.recognisers.persons.told.accounts
    import anonymisation.recognisers.persons.told.arabic
    import anonymisation.recognisers.persons.told.keyed
    import anonymisation.recognisers.persons.told.records
    import anonymisation.recognisers.persons.told.vietnamese  # noqa: F401
    from anonymisation.recognisers.base import TextRecognizer
    from anonymisation.recognisers.identifiers import load

    load()

    text = (files("anonymisation.recognisers") / "recognisers.yaml").read_text(encoding="utf-8")
    configuration: dict[str, Any] = yaml.safe_load(text)
    provider = RecognizerRegistryProvider(registry_configuration=configuration)
    made = provider.create_recognizer_registry()
    for recogniser in made.recognizers:
        if isinstance(recogniser, TextRecognizer):
            recogniser.serve(country)
    return made


@lru_cache(maxsize=16)
def recognisers(country: str, model: str | None = None) -> "tuple[EntityRecognizer, ...]":
    """The recognisers themselves, for the direct path; they keep no state between texts.

    A language model comes last, as the policy names it; PolicyError when it cannot be loaded.
    """
    rules = tuple(registry(country).recognizers)
    if model is None:
        return rules
    from anonymisation.recognisers.models import ModelRecognizer

    return (*rules, ModelRecognizer(model))


def analyzer(country: str, threshold: float) -> "AnalyzerEngine":
    """A Presidio engine over the same recognisers, without language model: the reference."""
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NoOpNlpEngine

    engine = NoOpNlpEngine(models=[{"lang_code": "fr", "model_name": "no_op"}])
    return AnalyzerEngine(
        registry=registry(country),
        nlp_engine=engine,
        default_score_threshold=threshold,
        supported_languages=["fr"],
    )
