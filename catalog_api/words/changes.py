"""What a version changed, in plain sentences of the reader's language."""

from collections.abc import Iterable, Mapping

from catalog_api.words.labels import column_type
from federation.differences import Difference, Drift
from federation.i18n import LOCALES, Message, msg, pick
from federation.versions import Changes, Event, PartChange

FIRST = msg("First version kept here.")
AGAIN = msg("Published again, as it was.")

_FIELDS: Mapping[str, Message] = {
    "identifier": msg("The publisher's identifier changed."),
    "title": msg("The title changed."),
    "description": msg("The description changed."),
    "keywords": msg("The keywords changed."),
    "themes": msg("The themes changed."),
    "languages": msg("The languages changed."),
    "licence": msg("The licence changed."),
    "licence_label": msg("The wording of the licence changed."),
    "access_rights": msg("The access rights changed."),
    "publisher": msg("The publisher changed."),
    "contact": msg("The contact changed."),
    "landing_page": msg("The address of its page at the portal changed."),
    "frequency": msg("The announced update frequency changed."),
    "spatial": msg("The place it is about changed."),
    "temporal": msg("The period it covers changed."),
    "issued": msg("The publisher's date of publication changed."),
    "provenance": msg("Its origin changed."),
}
_OTHER = msg("Its description changed.")


def notes(changes: Changes | None, number: int, locale: str) -> list[str]:
    """Sentences about a version; `number` is its own, 1 for the first."""
    if changes is None:
        return []
    if not changes:
        return [(FIRST if number == 1 else AGAIN).render(locale)]
    fields = dict.fromkeys(_FIELDS.get(one.field, _OTHER).msgid for one in changes.fields)
    found = [Message(msgid) for msgid in fields]
    for table in changes.tables:
        found += _of_table(table, locale)
    found += (_of_link(link, locale) for link in changes.links)
    return [message.render(locale) for message in found]


def in_all_languages(changes: Changes | None, number: int) -> dict[str, str]:
    """The same as one text by language, for documents that are stored."""
    found = {code: " ".join(notes(changes, number, code)) for code in LOCALES}
    return {code: text for code, text in found.items() if text}


def _of_table(table: PartChange, locale: str) -> Iterable[Message]:
    title = pick(table.title, locale) or table.id
    if table.event is Event.ADDED:
        yield msg("The table “%(title)s” was added.", title=title)
        return
    if table.event is Event.REMOVED:
        yield msg("The table “%(title)s” was removed.", title=title)
        return
    moved = {one.field: one.after for one in table.fields}
    yield from _of_state(moved, title)
    if table.difference:
        yield _of_rows(table.difference, title)
        yield from _of_drift(table.difference.drift, title, locale)
    elif not moved:
        yield msg("The data of the table “%(title)s” changed.", title=title)
    if moved.keys() - {"state", "reason"}:
        yield msg("The description of the table “%(title)s” changed.", title=title)


def _of_state(moved: Mapping[str, object], title: str) -> Iterable[Message]:
    if "state" not in moved:
        return
    if moved["state"] == "published":
        yield msg("The data of the table “%(title)s” is published.", title=title)
    else:
        yield msg("The data of the table “%(title)s” is no longer published.", title=title)


def _of_rows(difference: Difference, title: str) -> Message:
    counts = {"title": title, "before": difference.before, "after": difference.after}
    rows = difference.rows
    if rows is None:
        return msg(
            "The data of the table “%(title)s” changed. Rows before: %(before)s; now: %(after)s.",
            **counts,
        )
    if not difference.key.columns:
        return msg(
            "Table “%(title)s”: rows added: %(added)s, removed: %(removed)s. Rows before: "
            "%(before)s; now: %(after)s.",
            added=rows.added,
            removed=rows.removed,
            **counts,
        )
    return msg(
        "Table “%(title)s”: rows added: %(added)s, removed: %(removed)s, changed: %(changed)s. "
        "Rows before: %(before)s; now: %(after)s.",
        added=rows.added,
        removed=rows.removed,
        changed=rows.changed,
        **counts,
    )


def _of_drift(drift: Drift, title: str, locale: str) -> Iterable[Message]:
    if drift.added:
        names = ", ".join(column.name for column in drift.added)
        yield msg("Columns added to “%(title)s”: %(names)s.", title=title, names=names)
    if drift.removed:
        names = ", ".join(column.name for column in drift.removed)
        yield msg("Columns removed from “%(title)s”: %(names)s.", title=title, names=names)
    for one in drift.retyped:
        yield msg(
            "Table “%(title)s”: the type of column %(name)s was %(before)s and is now %(after)s.",
            title=title,
            name=one.name,
            before=column_type(one.before, locale),
            after=column_type(one.after, locale),
        )


def _of_link(link: PartChange, locale: str) -> Message:
    title = pick(link.title, locale)
    match link.event:
        case Event.ADDED:
            return msg("The file or link “%(title)s” was added.", title=title)
        case Event.REMOVED:
            return msg("The file or link “%(title)s” was removed.", title=title)
    return msg("The file or link “%(title)s” changed.", title=title)
