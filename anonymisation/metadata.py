"""The same decision for a dataset's own words: titles, descriptions, contact, publisher.

A functional mailbox stays, a person's goes; names of persons in office stay. Names of files, local
paths and identifiers made of them are read too; a web address only goes when it holds a mailbox or
an identity number.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import unquote
from uuid import NAMESPACE_URL, uuid5

import polars as pl

from anonymisation import ENGINE
from anonymisation.detection.detector import Detector, Findings
from anonymisation.operators import placeholder
from anonymisation.policy.policy import Policy
from anonymisation.recognisers.persons.words.likeness import organisation_like, person_score
from federation import codec
from federation.i18n import Message, msg
from federation.model import (
    AnonymisationReport,
    ColumnDecision,
    Contact,
    Dataset,
    Distribution,
    Origin,
    Reuses,
    Spatial,
    Texts,
    Verdict,
)

#: From this score a whole contact or publisher name is a person's.
_PERSON = 0.7
#: What no web address may show.
_IN_ADDRESS = frozenset({"EMAIL", "NIR", "IBAN", "HANDLE", "BE_NRN", "MX_CURP"})


def anonymise_dataset(
    dataset: Dataset, *, country: str, languages: Sequence[str], policy: Policy
) -> tuple[Dataset, AnonymisationReport]:
    """The dataset without personal data in its description, and what was done, field by field."""
    (found,) = anonymise_datasets([dataset], country=country, languages=languages, policy=policy)
    return found


def anonymise_datasets(
    datasets: Sequence[Dataset], *, country: str, languages: Sequence[str], policy: Policy
) -> list[tuple[Dataset, AnonymisationReport]]:
    """The same for many datasets, in their order.

    Their words are read together: looking at one text costs nearly as much as at a thousand.
    """
    lookup = _Lookup(country, policy)
    with lookup.gathering():
        for dataset in datasets:
            _Words(lookup, languages).dataset(dataset)
    return [_Words(lookup, languages).dataset(dataset) for dataset in datasets]


def anonymise_message(message: Message, *, country: str, policy: Policy) -> Message:
    """A reason as it may be published: the file or address that it names may name a person."""
    work = _Words(_Lookup(country, policy), ())
    shown = {
        name: work.text("reason", unquote(value)) if isinstance(value, str) else value
        for name, value in message.params.items()
    }
    return replace(message, params=shown) if shown != dict(message.params) else message


def names_somebody(text: str, *, country: str, policy: Policy) -> bool:
    """Whether a short text, such as the name of a sheet, holds personal data."""
    return _Words(_Lookup(country, policy), ()).tells(text)


class _Lookup:
    """What is found in short texts: one by one, or many at once after a `gathering`."""

    def __init__(self, country: str, policy: Policy) -> None:
        self.policy = policy
        self._detector = Detector(country, policy.thresholds.score, policy.model)
        self._known: dict[tuple[str, str], Findings] = {}
        self._wanted: dict[str, set[str]] | None = None

    def find(self, header: str, text: str) -> Findings:
        """The findings of a text under a field's name; none yet while gathering."""
        known = self._known.get((header, text))
        if known is None and self._wanted is not None:
            self._wanted.setdefault(header, set()).add(text)
            return ()
        if known is None:
            self._read(header, (text,))
            return self._known[header, text]
        return known

    @contextmanager
    def gathering(self) -> Iterator[None]:
        """Remember the texts asked for meanwhile; read them together at the end."""
        self._wanted = {}
        yield
        wanted, self._wanted = self._wanted, None
        for header, texts in wanted.items():
            self._read(header, sorted(texts))

    def _read(self, header: str, texts: Sequence[str]) -> None:
        found = self._detector.find(pl.Series(texts, dtype=pl.String), header)
        self._known |= {(header, text): found.get(text, ()) for text in texts}


class _Words:
    """Masks texts of one dataset and counts."""

    def __init__(self, lookup: _Lookup, languages: Sequence[str]) -> None:
        self._lookup = lookup
        self._language = languages[0] if languages else "fr"
        self._policy = lookup.policy
        self._entities: dict[str, Counter[str]] = {}
        self._changed: Counter[str] = Counter()
        self._seen = 0

    def dataset(self, dataset: Dataset) -> tuple[Dataset, AnonymisationReport]:
        safe = replace(
            dataset,
            identifier=self.identifier(dataset.identifier),
            title=self.texts("title", dataset.title),
            description=self.texts("description", dataset.description),
            keywords={
                code: tuple(self.text("keywords", one, code) for one in words)
                for code, words in dataset.keywords.items()
            },
            publisher=self.name("publisher", dataset.publisher),
            contact=self.contact(dataset.contact),
            licence_label=self.optional("licence", dataset.licence_label),
            landing_page=self.address(dataset.landing_page),
            reuses=self.reuses(dataset.reuses),
            spatial=self.spatial(dataset.spatial),
            provenance=tuple(self.origin(one) for one in dataset.provenance),
            distributions=tuple(self.distribution(one) for one in dataset.distributions),
        )
        return safe, self.report(dataset)

    def texts(self, field: str, texts: Texts) -> Texts:
        return {code: self.text(field, text, code) for code, text in texts.items()}

    def text(self, field: str, text: str, language: str | None = None) -> str:
        self._seen += 1
        code = language or self._language
        result = self._read(text, text, field, code)
        # File names write spaces as underscores; a mailbox may hold one, hence the second look.
        if "_" in result:
            result = self._read(result, result.replace("_", " "), field, code)
        self._changed[field] += result != text
        return result

    def _read(self, text: str, spaced: str, field: str, language: str) -> str:
        return self._masked(text, self._lookup.find(field, spaced), field, language)

    def optional(self, field: str, text: str | None) -> str | None:
        return self.text(field, text) if text else text

    def tells(self, text: str) -> bool:
        """Whether a name or a local path, percent-encoded or not, holds personal data."""
        words = unquote(text).replace("/", " / ")
        return self.text("address", words) != words

    def identifier(self, identifier: str) -> str:
        """An identifier stays; one made of personal data is replaced by another, as lasting."""
        web = identifier.lower().startswith(("http://", "https://"))
        personal = self.address(identifier) is None if web else self.tells(identifier)
        return f"urn:uuid:{uuid5(NAMESPACE_URL, identifier)}" if personal else identifier

    def address(self, url: str | None) -> str | None:
        """A web address without mailbox or identity number; a local path that names nobody."""
        if not url:
            return url
        if not url.lower().startswith(("http://", "https://")):
            return None if self.tells(url) else url
        words = unquote(url)
        found = self._lookup.find("", words)
        return None if any(one.entity in _IN_ADDRESS for one in found) else url

    def reuses(self, found: Reuses | None) -> Reuses | None:
        """A number; the address as any other."""
        return replace(found, url=self.address(found.url)) if found else None

    def origin(self, origin: Origin) -> Origin:
        return replace(
            origin,
            url=self.address(origin.url) or "",
            identifier=self.identifier(origin.identifier),
            title=self.optional("provenance", origin.title),
        )

    def spatial(self, spatial: Spatial | None) -> Spatial | None:
        if spatial is None or not spatial.label:
            return spatial
        return replace(spatial, label=self.text("spatial", spatial.label))

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
        """A link stays, unless it is a person's mailbox or line ("mailto:", "tel:")."""
        if url and url.lower().startswith("mailto:"):
            return url if self.text("contact", url) == url else None
        return self.address(url)

    def distribution(self, one: Distribution) -> Distribution:
        return replace(
            one,
            title=self.texts("distribution.title", one.title),
            description=self.texts("distribution.description", one.description),
            access_url=self.address(one.access_url) or "",
            download_url=self.address(one.download_url),
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
