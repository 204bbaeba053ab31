"""Typer's own words in the language of the terminal: the frame of `--help`, and wrong commands."""

import re
import sys
from difflib import get_close_matches
from functools import partial
from typing import Any

import typer
from typer.core import TyperGroup, TyperOption

from federation.i18n import Message, msg
from orchestration.cli.console import err, say, t

# typer's UsageError, which it does not export.
_WrongUse: type[Exception] = typer.BadParameter.__bases__[0]


class Group(TyperGroup):
    """A group of commands whose help and faults are told in the language of the terminal."""

    def __init__(self, **attributes: Any) -> None:  # noqa: ANN401 - typer's own arguments
        super().__init__(**attributes)
        self.subcommand_metavar = t("COMMAND [ARGUMENTS]")
        for command in (self, *self.commands.values()):
            _translate(command)

    def main(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401 - as typer declares it
        """Run, and exit with the command's code; 2 for a command that is not well written."""
        try:
            code = super().main(*args, **{**extra, "standalone_mode": False})
        except _WrongUse as error:
            _tell(error)
            sys.exit(2)
        except typer.Abort:
            err.print(t("Stopped: nothing more was done."), style="red")
            sys.exit(1)
        sys.exit(code if isinstance(code, int) else 0)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - typer's private types
        """The command asked for; a fault that names the nearest one where there is none."""
        wanted = args[0]
        if self.get_command(ctx, wanted) is None and not wanted.startswith("-"):
            raise _NoSuchCommand(wanted, get_close_matches(wanted, self.commands), ctx)
        return super().resolve_command(ctx, args)


class _NoSuchCommand(typer.BadParameter):
    def __init__(self, wanted: str, near: list[str], ctx: Any) -> None:  # noqa: ANN401 - private type
        super().__init__(wanted, ctx)
        self.told = msg("There is no command %(wanted)s.", wanted=wanted)
        if near:
            self.told = msg(
                "There is no command %(wanted)s. Did you mean %(near)s?",
                wanted=wanted,
                near=", ".join(near),
            )


def _translate(command: Any) -> None:  # noqa: ANN401 - a command or a group
    """The words of one command that typer writes itself."""
    command.options_metavar = t("[OPTIONS]")
    given, shown = command.get_help_option, command.format_help

    def get_help_option(ctx: Any) -> Any:  # noqa: ANN401 - typer's private types
        option = given(ctx)
        if option is not None:
            option.help = t("Show this help and exit.")
            option.display_type_rich = partial(_kind, option)
        return option

    def format_help(ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - typer's private types
        _translate_frame()
        shown(ctx, formatter)

    command.get_help_option, command.format_help = get_help_option, format_help
    for param in command.params:
        param.display_type_rich = partial(_kind, param)


def _translate_frame() -> None:
    """The titles that typer writes around every help; read when they are shown."""
    from typer import rich_utils  # rich: not wanted by commands that print JSON

    rich_utils.ARGUMENTS_PANEL_TITLE = t("Arguments")
    rich_utils.OPTIONS_PANEL_TITLE = t("Options")
    rich_utils.COMMANDS_PANEL_TITLE = t("Commands")
    rich_utils.DEFAULT_STRING = t("[default: %(value)s]", value="{}")
    rich_utils.ENVVAR_STRING = t("[environment: %(name)s]", name="{}")
    rich_utils.REQUIRED_LONG_STRING = t("[required]")


def _tell(error: Any) -> None:  # noqa: ANN401 - typer's private types
    """What is wrong with the command as written, and where to read how it is written."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return  # the help itself was shown
    err.print(say(_fault(error)), style="red", soft_wrap=True, markup=False)
    if error.ctx is not None:
        path = error.ctx.command_path
        err.print(t("To see how it is written: %(path)s --help", path=path), markup=False)


def _fault(error: Any) -> Message:  # noqa: ANN401 - typer's private types
    kind = type(error).__name__
    if isinstance(error, _NoSuchCommand):
        return error.told
    if kind == "NoSuchOption":
        return _no_option(error.option_name, error.possibilities or ())
    if kind == "MissingParameter":
        return msg("Something is missing: %(name)s.", name=_name(error.param))
    if isinstance(error, typer.BadParameter) and error.param is not None:
        return msg(
            "The value given for %(name)s does not fit; it takes: %(kind)s.",
            name=_name(error.param),
            kind=_wanted(error.param, error.ctx),
        )
    if kind == "BadOptionUsage":
        return msg(
            "The option %(name)s lacks its value, or was given one that it does not take.",
            name=error.option_name,
        )
    many = re.search(r"extra argument.*\((.*)\)", error.message)
    if many:
        return msg("These words are too many: %(words)s.", words=many[1])
    return msg("The command is not written as it should be: %(fault)s", fault=error.message)


def _no_option(name: str, near: tuple[str, ...]) -> Message:
    if near:
        return msg(
            "There is no option %(name)s. Did you mean %(near)s?",
            name=name,
            near=", ".join(sorted(near)),
        )
    return msg("There is no option %(name)s.", name=name)


def _name(param: Any) -> str:  # noqa: ANN401 - an argument or an option
    """`--source`, or the word that stands for an argument."""
    if isinstance(param, TyperOption):
        return " / ".join(param.opts)
    return str(param.display_name_raw)


def _kind(param: Any, ctx: Any) -> str:  # noqa: ANN401 - private types
    """What a value must be, as the help writes it: `<text|json>`; nothing for a switch."""
    kind = str(param.display_type(ctx))
    return {
        "<bool>": "",
        "<path>": t("<file or folder>"),
        "<str>": t("<text>"),
        "<list[str]>": t("<text>"),
        "<int>": t("<number>"),
        "<int range>": t("<number>"),
    }.get(kind, kind)


def _wanted(param: Any, ctx: Any) -> str:  # noqa: ANN401 - private types
    low, high = getattr(param, "min", None), getattr(param, "max", None)
    bounds = [f"≥ {low}" if low is not None else "", f"≤ {high}" if high is not None else ""]
    return " ".join(filter(None, [_kind(param, ctx), *bounds]))
