"""`partage init`: a federation.yaml to fill in."""

from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from federation.errors import SettingsError
from federation.i18n import environment_locale, msg
from orchestration.cli.console import out, t, told


def init(
    folder: Annotated[Path, typer.Argument(help=t("The folder to write into."))] = Path(),
) -> None:
    """Write a federation.yaml to fill in; an existing one is never overwritten."""
    target = folder / "federation.yaml"
    with told():
        if target.exists():
            raise SettingsError(
                msg("%(file)s exists already: nothing was written.", file=str(target))
            )
        template = files("orchestration") / "templates" / f"federation.{environment_locale()}.yaml"
        folder.mkdir(parents=True, exist_ok=True)
        target.write_text(template.read_text(encoding="utf-8"), encoding="utf-8")
    out.print(t("%(file)s is written. Fill it in, then: partage check", file=str(target)))
