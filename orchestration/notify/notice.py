"""What is told of a source, in words for people and as an object for programs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from federation import clock
from federation.errors import FailureCode
from federation.i18n import Message, msg, pick
from federation.model import Texts
from federation.settings import FederationSettings
from federation.store.notifications import Kind
from federation.taxonomy import TAXONOMY, decision, next_step
from orchestration.pipeline.tally import Tally


@dataclass(frozen=True, slots=True)
class Notice:
    """How a run of a source ended; `code` and `message` are None where it ended well."""

    federation: str
    federation_titles: Texts
    source: str
    source_title: Texts
    city: str
    city_names: Texts
    run_id: str
    url: str
    code: FailureCode | None = None
    message: Message | None = None


def notice_of(settings: FederationSettings, tally: Tally) -> Notice | None:
    """The notice of a run that ended; None where the source left federation.yaml meanwhile."""
    found = settings.source(tally.source_id)
    if found is None:
        return None
    city, source = found
    return Notice(
        federation=settings.federation.id,
        federation_titles=settings.federation.titles,
        source=source.id,
        source_title=source.title,
        city=city.id,
        city_names=city.names,
        run_id=tally.run_id,
        url=f"{settings.federation.base_url}/cities/{city.id}",
        code=tally.error_code,
        message=tally.error,
    )


def subject(notice: Notice, language: str) -> str:
    """One line: which source, and whether it fails or works again."""
    names = {"federation": pick(notice.federation_titles, language), "source": notice.source}
    if notice.code is None:
        said = msg("%(federation)s: the source %(source)s works again", **names)
    else:
        said = msg(
            "%(federation)s: the source %(source)s fails (%(code)s)",
            code=notice.code.value,
            **names,
        )
    return " ".join(said.render(language).split())  # a line break would begin another header


def text(notice: Notice, since: str, language: str) -> str:
    """What, where and what to do, as plain text; `since` is a UTC stamp."""
    return "\n".join(said.render(language) for said in _lines(notice, since, language)) + "\n"


def _lines(notice: Notice, since: str, language: str) -> list[Message]:
    title = pick(notice.source_title, language)
    where = {
        "source": f"{title} ({notice.source})" if title else notice.source,
        "city": pick(notice.city_names, language),
        "since": f"{clock.parse(since):%Y-%m-%d %H:%M} UTC",
    }
    if notice.code is None:
        told = [
            msg(
                "The source %(source)s of %(city)s works again. It had failed since %(since)s.",
                **where,
            )
        ]
    else:
        told = [
            msg("The source %(source)s of %(city)s has failed since %(since)s.", **where),
            msg("What happened: %(message)s", message=notice.message or notice.code.value),
            msg("What it means: %(meaning)s", meaning=TAXONOMY[notice.code].meaning),
            msg("What to do: %(next_step)s", next_step=next_step(notice.code)),
            msg("What it had published stays published. You will be told when it works again."),
        ]
    return [
        *told,
        msg("Catalogue: %(url)s", url=notice.url),
        msg("Run: %(run)s", run=notice.run_id),
    ]


def body(notice: Notice, since: str, language: str) -> Mapping[str, Any]:
    """The object that a webhook is sent; `text` is what chat services show."""
    code = notice.code
    return {
        "federation": notice.federation,
        "source": notice.source,
        "city": notice.city,
        "kind": (Kind.FAILURE if code else Kind.RECOVERY).value,
        "code": code.value if code else None,
        "decision": decision(code).value if code else None,
        "message": notice.message.render(language) if notice.message else None,
        "next_step": next_step(code).render(language) if code else None,
        "since": since,
        "run_id": notice.run_id,
        "url": notice.url,
        "text": f"{subject(notice, language)}\n{text(notice, since, language)}",
    }
