"""The same decision for a dataset's own words: titles, descriptions, contact, publisher.

A functional mailbox stays, a person's goes; names of persons in office stay. URLs are left alone.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from anonymisation import ENGINE
from anonymisation.detect import Detector, Findings
from anonymisation.operators import placeholder
from anonymisation.policy import Policy
from anonymisation.recognisers.names import organisation_like, person_score
from federation import codec
from federation.i18n import msg
from federation.model import (
    AnonymisationReport,
    ColumnDecision,
    Contact,
    Dataset,
    Distribution,
    Texts,
    Verdict,
)

#: From this score a whole contact or publisher name is a person's.
_PERSON = 0.7


def anonymise_dataset(
    dataset: Dataset, *, country: str, languages: Sequence[str], policy: Policy
) -> tuple[Dataset, AnonymisationReport]:
    """The dataset without personal data in its description, and what was done, field by field."""
    work = _Words(country, tuple(languages), policy)
    safe = replace(
        dataset,
        title=work.texts("title", dataset.title),
        description=work.texts("description", dataset.description),
        keywords={
            code: tuple(work.text("keywords", one, code) for one in words)
            for code, words in dataset.keywords.items()
        },
        publisher=work.name("publisher", dataset.publisher),
        contact=work.contact(dataset.contact),
        distributions=tuple(work.distribution(one) for one in dataset.distributions),
    )
    return safe, work.report(dataset)


class _Words:
    """Masks texts of one dataset and counts."""

    def __init__(self, country: str, languages: tuple[str, ...], policy: Policy) -> None:
        self._detector = Detector(country, policy.thresholds.score)
        self._language = languages[0] if languages else "fr"
        self._policy = policy
        self._entities: dict[str, Counter[str]] = {}
        self._changed: Counter[str] = Counter()
        self._seen = 0

    def texts(self, field: str, texts: Texts) -> Texts:
        return {code: self.text(field, text, code) for code, text in texts.items()}

    def text(self, field: str, text: str, language: str | None = None) -> str:
        self._seen += 1
        findings = self._detector.find(pl.Series([text]), field).get(text, ())
        result = self._masked(text, findings, field, language or self._language)
        self._changed[field] += result != text
        return result

    def name(self, field: str, name: str | None) -> str | None:
        """A name of a body stays; one of a natural person goes."""
        if name is None:
            return None
        if person_score(name) >= _PERSON and not organisation_like(name):
            self._seen += 1
            self._count(field, "PERSON")
            self._changed[field] += 1
            return None
        return self.text(field, name)

    def contact(self, contact: Contact | None) -> Contact | None:
        if contact is None:
            return None
        email = self.text("contact", contact.email) if contact.email else None
        safe = Contact(
            name=self.name("contact", contact.name),
            email=email if email == contact.email else None,
            url=self._url(contact.url),
        )
        return safe if safe != Contact() else None

    def _url(self, url: str | None) -> str | None:
        """A link stays, unless it is a person's mailbox ("mailto:")."""
        if url and url.startswith("mailto:"):
            return url if self.text("contact", url) == url else None
        return url

    def distribution(self, one: Distribution) -> Distribution:
        return replace(
            one,
            title=self.texts("distribution.title", one.title),
            description=self.texts("distribution.description", one.description),
        )

    def _masked(self, text: str, findings: Findings, field: str, language: str) -> str:
        beside = any(one.entity == "PERSON" for one in findings)
        for one in reversed(findings):
            rule = self._policy.entities.get(one.entity)
            stays = rule is not None and (
                rule.action == "keep" or (rule.action == "personal" and not beside)
            )
            if not stays:
                self._count(field, one.entity)
                text = text[: one.start] + placeholder(one.entity, language) + text[one.end :]
        return text

    def _count(self, field: str, entity: str) -> None:
        self._entities.setdefault(field, Counter())[entity] += 1

    def report(self, dataset: Dataset) -> AnonymisationReport:
        total: Counter[str] = Counter()
        for counts in self._entities.values():
            total.update(counts)
        return AnonymisationReport(
            verdict=Verdict.PASS,
            columns=tuple(
                ColumnDecision(
                    column=field,
                    action="mask" if self._changed[field] else "keep",
                    reason=msg("Personal data found in the description of the dataset was masked."),
                    legal_basis=self._policy.basis("identify"),
                    entities=_plain(counts),
                    cells_changed=self._changed[field],
                )
                for field, counts in self._entities.items()
            ),
            entities=_plain(total),
            cells_scanned=self._seen,
            cells_changed=sum(self._changed.values()),
            rows=1,
            input_hash=_hash(dataset),
            policy_hash=self._policy.hash,
            policy_version=self._policy.version,
            engine=ENGINE,
        )


def _plain(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(counts)


def _hash(dataset: Dataset) -> str:
    from hashlib import sha256

    return sha256(codec.dumps(dataset)).hexdigest()
