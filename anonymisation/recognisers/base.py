"""What our Presidio recognisers share: shape, check, cue.

A finding is sure (a checksum, a form nothing else has) or weak; a weak one counts only when the
words before it or the column's header say what it is. Unlike Presidio's `PatternRecognizer`, a
pattern that fails raises: a cell that was not scanned must never look clean.
"""

import re
from abc import abstractmethod
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, ClassVar, NamedTuple

from presidio_analyzer import LocalRecognizer, RecognizerResult

from anonymisation.reading.text import fold, header_words
from anonymisation.recognisers.conditions.patterns import Patterns
from anonymisation.recognisers.conditions.screen import Conditions

#: Scores: findings at or above the policy's threshold (0.35 by default) count.
SURE, LIKELY, WEAK = 0.95, 0.6, 0.2
#: What a cue adds to a weak finding.
CUE = 0.5
#: How many characters before a finding a cue may stand.
REACH = 60
#: Entity types that stand for a decision made from context, see `recognisers.contacts`.
LANGUAGE = "fr"

#: Fewest blanks of a sentence, which also has more letters than anything else.
_SENTENCE = 4
#: Headers of columns whose values may look like number plates.
CODE_HEADERS = re.compile(
    r"\b(?:armoire|lots?|marche|refs?|referen(?:ces?|cias?|tie)|codes?|codigo|article|parcelle|section|modele|poteau|mat"
    r"|candelabre|borne|station|dossier|expediente|permis|serie|produit|salle|point lumineux|uid"
    r"|identifiant|id)\b"
)
#: Headers of identity numbers of whatever country.
IDENTITY = (
    r"id(?:entite|entifiant|entity|entidad)? nat(?:ional(?:e|es)?)?|identites? nationales?"
    r"|(?:num\w*|n|no|nro|number) (?:(?:de|d|du|of) )?(?:national(?:e)?|identite|identidad|identity"
    r"|cedula|registre national|registro nacional)"
    r"|national (?:id\w*|number|no|register)|nat id|carte (?:d )?identite|cartes? nationales?"
    r"|pieces? (?:d )?identite|doc(?:umento)? (?:de )?identidad|id card|id number"
    r"|(?:rijksregister|identiteits)\w*|documento de identidade|num identite"
)
_SEPARATORS = " .-/_"


def compact(text: str) -> str:
    """Digits and letters only, upper case."""
    for separator in _SEPARATORS:
        text = text.replace(separator, "")
    return text.upper()


class Hit(NamedTuple):
    """One finding in a text: entity type, span (end excluded), score 0–1."""

    entity: str
    start: int
    end: int
    score: float


class TextRecognizer(LocalRecognizer):
    """Base of the recognisers: subclasses yield hits, this speaks Presidio.

    `find` reads one text; the conditions say which texts it need not read, cheap and never
    stricter than it. `PATTERNS`: every finding is, or stands in, a match of one of them. `NEEDS`:
    expressions in RE2's syntax that every text with a finding matches, all of them.

    `HEADER` matches the folded header of columns that hold this entity, and `CUES` the folded
    words before a weak finding. Under a header that `AGAINST` matches, what has no check digit is
    taken for a code.
    """

    ENTITIES: ClassVar[tuple[str, ...]] = ()
    PATTERNS: ClassVar[tuple[re.Pattern[str], ...]] = ()
    NEEDS: ClassVar[tuple[str, ...]] = ()
    HEADER: ClassVar[re.Pattern[str] | None] = None
    CUES: ClassVar[re.Pattern[str] | None] = None
    AGAINST: ClassVar[re.Pattern[str] | None] = None
    #: Whether findings do not depend on which digits a number has, see `detection.alike`.
    NUMBERS_ALIKE: ClassVar[bool] = False

    def __init__(
        self,
        name: str | None = None,
        supported_language: str = LANGUAGE,
        context: list[str] | None = None,
    ) -> None:
        self.country = "FR"
        self.name: str
        super().__init__(
            supported_entities=list(self.ENTITIES),
            name=name or type(self).__name__,
            supported_language=supported_language,
        )

    def load(self) -> None:
        """Nothing to load."""

    def serve(self, country: str) -> None:
        """Read texts as a country (ISO 3166-1 alpha-2) writes them.

        Set after construction: Presidio's loader drops the keys of the YAML entry that it does
        not know.
        """
        self.country = country

    def patterns(self, threshold: float) -> tuple[Patterns, Patterns]:
        """What findings that count look like: alone, and only with a cue or a header's word.

        A finding counts from `threshold` on.
        """
        return self.PATTERNS, ()

    def conditions(self, threshold: float) -> Conditions:
        """What a normal form with a finding that counts matches."""
        alone, helped = self.patterns(threshold)
        cues = (self.CUES,) if self.CUES is not None else ()
        return Conditions(self.NEEDS, alone, helped=helped, cues=cues)

    def worth(self, text: str) -> bool:
        """Whether a text may hold a finding, where conditions leave it to be judged."""
        return True

    @abstractmethod
    def find(self, text: str) -> Iterator[Hit]:
        """Findings in a text, weak ones included."""

    def analyze(
        self,
        text: str,
        entities: list[str],
        nlp_artifacts: Any = None,  # noqa: ANN401
    ) -> list[RecognizerResult]:
        """Presidio's entry point."""
        return [self._result(hit) for hit in self.find(text)]

    def _result(self, hit: Hit) -> RecognizerResult:
        metadata = {
            RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
            RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
        }
        return RecognizerResult(
            hit.entity, hit.start, hit.end, hit.score, recognition_metadata=metadata
        )

    def enhance_using_context(
        self,
        text: str,
        raw_recognizer_results: list[RecognizerResult],
        other_raw_recognizer_results: list[RecognizerResult],
        nlp_artifacts: Any,  # noqa: ANN401
        context: list[str] | None = None,
    ) -> list[RecognizerResult]:
        """Weak findings under a header that names them become sure enough."""
        leaning = _leaning(self, tuple(context or ()), text)
        for result in raw_recognizer_results if leaning else ():
            result.score = _leant(result.score, leaning)
        return raw_recognizer_results

    def hits(self, text: str, context: tuple[str, ...]) -> list[Hit]:
        """Findings as `analyze` and then `enhance_using_context` score them."""
        found = list(self.find(text))
        leaning = _leaning(self, context, text) if found else 0
        if not leaning:
            return found
        return [hit._replace(score=_leant(hit.score, leaning)) for hit in found]

    def leaning(self, context: tuple[str, ...]) -> int:
        """What a column's headers say of weak findings: 1 for, -1 against, 0 nothing."""
        if any(map(self.header_tells, context)):
            return 1
        return -int(any(map(self._header_denies, context)))

    def header_tells(self, header: str) -> bool:
        """Whether a header names what this recogniser finds."""
        return self.HEADER is not None and bool(self.HEADER.search(header_words(header)))

    def _header_denies(self, header: str) -> bool:
        return self.AGAINST is not None and bool(self.AGAINST.search(header_words(header)))

    def cued(self, text: str, start: int) -> bool:
        """Whether the words before a position say what follows."""
        if self.CUES is None:
            return False
        return bool(self.CUES.search(fold(text[max(0, start - REACH) : start])))


def _leaning(recogniser: TextRecognizer, context: tuple[str, ...], text: str) -> int:
    """What the headers say of a text's weak findings: a sentence is no code, whatever they say."""
    leaning = _headers_say(recogniser, context)
    return 0 if leaning < 0 and _is_sentence(text) else leaning


@lru_cache(maxsize=4096)
def _headers_say(recogniser: TextRecognizer, context: tuple[str, ...]) -> int:
    return recogniser.leaning(context)


def _is_sentence(text: str) -> bool:
    return text.count(" ") >= _SENTENCE and sum(map(str.isalpha, text)) > len(text) / 2


def _leant(score: float, leaning: int) -> float:
    """A score under a header that speaks for it, or against all that is not sure."""
    if leaning > 0:
        return min(1.0, score + CUE)
    return max(0.0, score - CUE) if score < SURE else score


class ShapeRecognizer(TextRecognizer):
    """One entity with a shape, a check and cues.

    Each of `SHAPES` is a pattern with its score; `check` may raise the score (valid) or drop the
    finding (None).
    """

    SHAPES: ClassVar[tuple[tuple[re.Pattern[str], float], ...]] = ()

    def check(self, found: str, score: float) -> float | None:
        """The score of a piece of text of the right shape; None drops it."""
        return score

    def patterns(self, threshold: float) -> tuple[Patterns, Patterns]:
        """The shapes; without a check of their own, weak ones need help."""
        every = tuple(pattern for pattern, _ in self.SHAPES)
        if type(self).check is not ShapeRecognizer.check:
            return every, ()
        alone = tuple(pattern for pattern, score in self.SHAPES if score >= threshold)
        return alone, tuple(pattern for pattern in every if pattern not in alone)

    def find(self, text: str) -> Iterator[Hit]:
        """Findings in a text, weak ones included."""
        for pattern, base in self.SHAPES:
            for match in pattern.finditer(text):
                score = self.check(match.group(), base)
                if score is None:
                    continue
                if score < LIKELY and self.cued(text, match.start()):
                    score += CUE
                yield Hit(self.ENTITIES[0], match.start(), match.end(), min(score, 1.0))


def compile_all(
    *shapes: tuple[str, float], flags: int = 0
) -> tuple[tuple[re.Pattern[str], float], ...]:
    """Patterns bounded so that they never start or end inside a word."""
    return tuple(
        (re.compile(rf"(?<![\w])(?<!\d[.,])(?:{shape})(?![\w])", flags), score)
        for shape, score in shapes
    )
