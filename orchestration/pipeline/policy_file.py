"""The federation's own policy file, with a data officer's decision written into it.

Comments and order of the file stay as they are; what is written is read again before it counts.
"""

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.tokens import CommentToken

from anonymisation.policy.policy import Policy
from federation import clock
from federation.errors import PartageError, PolicyError, SettingsError
from federation.i18n import msg
from federation.loader import load_settings

_WIDTH = 100


def with_rule(path: Path, rule: Mapping[str, str], title: str) -> str:
    """The text of a policy file with one more rule on a column; of a new file where it is absent.

    A rule for the same table and column is replaced where it stands. Else the new one comes before
    the first that would decide for this column in its place, or last. `title` becomes a comment.
    PolicyError where the file cannot be understood, or would not be a policy any more.
    """
    yaml = _yaml()
    document = _read(yaml, path)
    rules = _rules(document, path)
    _place(rules, rule, _entry(rule, title))
    text = StringIO()
    yaml.dump(document, text)
    _require_policy(path, text.getvalue())
    return text.getvalue()


def replace_file(path: Path, text: str) -> None:
    """Put a new text in a file's place, whole or not at all, with the same rights.

    PolicyError where it cannot be written.
    """
    partial = path.with_name(f".partial-{os.getpid()}-{path.name}")
    try:
        partial.write_text(text, encoding="utf-8")
        if path.exists():
            partial.chmod(path.stat().st_mode & 0o777)
        partial.replace(path)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise PolicyError(
            msg(
                "The anonymisation policy %(file)s cannot be written; check the rights of the "
                "file and of its folder. Nothing was decided.",
                file=str(path),
            )
        ) from error


def create_named(path: Path, text: str, settings: Path) -> None:
    """Make a policy file, and name it in the federation.yaml beside it; both or neither.

    PolicyError where one of them cannot be written, or federation.yaml would not hold any more.
    """
    replace_file(path, text)
    try:
        before = settings.read_text(encoding="utf-8")
        after = f"{before.rstrip()}\n\npolicy: {path.name}\n"
        _require_settings(settings, after, path)
        replace_file(settings, after)
    except (OSError, PartageError) as error:
        path.unlink(missing_ok=True)
        raise PolicyError(
            msg(
                "The policy file cannot be named in %(file)s. Add the line “policy: %(policy)s” "
                'to it, make that file beside it with the line “version: "1"”, and decide '
                "again. Nothing was decided.",
                file=str(settings),
                policy=path.name,
            )
        ) from error


def _require_settings(settings: Path, text: str, policy: Path) -> None:
    """SettingsError unless the new text is a federation.yaml that names this policy."""
    copy = settings.with_name(f".checked-{os.getpid()}-{settings.name}")
    try:
        copy.write_text(text, encoding="utf-8")
        read = load_settings(copy)
    finally:
        copy.unlink(missing_ok=True)
    if read.policy != policy.name:
        raise SettingsError(msg("The settings do not name the policy file."))


def _yaml() -> YAML:
    yaml = YAML()  # round trip: keeps comments, order and quotes
    yaml.preserve_quotes = True
    yaml.width = _WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _read(yaml: YAML, path: Path) -> CommentedMap:
    if not path.exists():
        return CommentedMap({"version": f"{clock.now():%Y-%m-%d}"})
    Policy.load(path)  # tells faults in plain words
    try:
        document = yaml.load(path.read_text(encoding="utf-8"))
    except YAMLError as error:
        raise _unwritable(path) from error
    if not isinstance(document, CommentedMap):
        raise _unwritable(path)
    return document


def _rules(document: CommentedMap, path: Path) -> CommentedSeq:
    rules = document.setdefault("columns", CommentedSeq())
    if rules is None:  # the key alone, or an empty list
        rules = document["columns"] = CommentedSeq()
    if not isinstance(rules, CommentedSeq) or not all(
        isinstance(one, CommentedMap) for one in rules
    ):
        raise _unwritable(path)
    return rules


def _place(rules: CommentedSeq, rule: Mapping[str, str], entry: CommentedMap) -> None:
    same = _index(rules, rule, exact=True)
    if same is not None:
        _hand_over(rules[same], entry)
        rules[same] = entry
        return
    place = _index(rules, rule, exact=False)
    if place is None and rules:
        _hand_over(rules[-1], entry)
    rules.insert(len(rules) if place is None else place, entry)


def _hand_over(before: CommentedMap, after: CommentedMap) -> None:
    """What stands below a rule goes below the one that takes its place or comes after it."""
    tokens = before.ca.items.get(list(before)[-1])
    token = tokens[2] if tokens else None
    if token is None:
        return
    beside, _, below = token.value.partition("\n")
    if below.strip():
        token.value = f"{beside}\n" if beside else ""
        moved = CommentToken(f"\n{below}", start_mark=token.start_mark, end_mark=None)
        after.ca.items[list(after)[-1]] = [None, None, moved, None]


def _index(rules: CommentedSeq, rule: Mapping[str, str], *, exact: bool) -> int | None:
    """Where a rule on the same column stands: for this very table, or for others with it."""
    for number, one in enumerate(rules):
        if one.get("column") != rule["column"]:
            continue
        scoped = "schema" in one or "country" in one
        same = one.get("table", "*") == rule["table"] and not scoped
        if same or not exact:
            return number
    return None


def _entry(rule: Mapping[str, str], title: str) -> CommentedMap:
    entry = CommentedMap(rule)
    if title:
        entry.yaml_add_eol_comment(title, "table")
    return entry


def _require_policy(path: Path, text: str) -> None:
    """PolicyError unless the new text is a policy."""
    with tempfile.TemporaryDirectory(prefix="partage-") as folder:
        copy = Path(folder) / path.name
        copy.write_text(text, encoding="utf-8")
        Policy.load(copy)


def _unwritable(path: Path) -> PolicyError:
    return PolicyError(
        msg(
            "A decision cannot be added to the anonymisation policy %(file)s without spoiling "
            "it: write the rule there by hand, under columns.",
            file=str(path),
        )
    )


def plain_rule(values: Mapping[str, Any]) -> dict[str, str]:
    """A rule's keys in the order in which they are read, without those that say nothing."""
    order = ("table", "column", "action", "basis", "by", "reason")
    return {key: str(values[key]) for key in order if values.get(key)}
