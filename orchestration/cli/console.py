"""What every command shares: options given before it, words, and how errors are told."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from federation.errors import PartageError, SettingsError
from federation.i18n import Message, environment_locale, mark, msg
from orchestration.pipeline.boundary import place_of

if TYPE_CHECKING:
    from federation.settings import FederationSettings

out = Console(highlight=False)
if not out.is_terminal:
    out.width = 160  # a log or a file: no screen to fit
err = Console(stderr=True, highlight=False)


def t(msgid: str, **params: object) -> str:
    """A sentence in the language of the terminal."""
    return msg(msgid, **params).render(environment_locale())


def labelled(label: str, value: object) -> str:
    """`label: value`, with the space before the colon where the language has one."""
    return t("%(label)s: %(value)s", label=label, value=value)


def say(message: Message) -> str:
    """A message in the language of the terminal."""
    return message.render(environment_locale())


@dataclass(frozen=True, slots=True)
class Place:
    """Which federation.yaml, and where everything is written."""

    file: Path
    home_option: Path | None

    @property
    def home(self) -> Path:
        """`--home`, `$PARTAGE_HOME`, else `.partage` beside federation.yaml."""
        return (self.home_option or self.file.parent / ".partage").resolve()

    def settings(self) -> "FederationSettings":
        """The settings; SettingsError with every fault."""
        from federation.loader import load_settings  # pydantic: a fifth of the start-up

        return load_settings(self.file)


def place(context: typer.Context) -> Place:
    """The options given before the command."""
    found = context.find_object(Place)
    return found or Place(Path(os.environ.get("PARTAGE_FEDERATION", "federation.yaml")), None)


def require_known(settings: "FederationSettings", wanted: Sequence[str]) -> None:
    """SettingsError that lists the sources, where one asked for is none of them."""
    known = [source.id for _, source in settings.sources]
    unknown = sorted(set(wanted) - set(known))
    if unknown:
        raise SettingsError(
            msg(
                "No source is called %(unknown)s. The sources are: %(known)s.",
                unknown=", ".join(unknown),
                known=", ".join(known) or "—",
            )
        )


@contextmanager
def told(code: int = 1) -> Iterator[None]:
    """Tell a foreseen error in plain words on stderr, and exit; never a traceback."""
    try:
        yield
    except SettingsError as error:
        err.print(say(error.message), style="bold red", soft_wrap=True)
        for fault in error.faults:
            err.print("  • " + say(fault), soft_wrap=True, markup=False)
        raise typer.Exit(code) from error
    except PartageError as error:
        err.print(say(error.message), style="red", soft_wrap=True, markup=False)
        raise typer.Exit(code) from error
    except (typer.Exit, typer.Abort, typer.BadParameter):
        raise
    except Exception as error:  # noqa: BLE001 - the boundary: exception texts may quote cells
        place_of(error, "partage")
        kind = type(error).__name__
        err.print(t(_UNFORESEEN, kind=kind), style="red", soft_wrap=True, markup=False)
        raise typer.Exit(code) from None


_UNFORESEEN = mark(
    "An unforeseen error (%(kind)s) stopped the command. Check that the disk is not full and that "
    "the home folder can be written, then try again; if it lasts, report it with the line above."
)


def print_json(body: bytes) -> None:
    """One JSON object on stdout, nothing else."""
    sys.stdout.write(body.decode() + "\n")
    sys.stdout.flush()
