"""The reader's language: `?lang=`, else the browser's preference, else French."""

import re
from typing import Annotated

from fastapi import Depends, Query, Request

from federation.i18n import DEFAULT_LOCALE, LOCALES, best_locale

_QUALITY = re.compile(r";\s*q=([01](?:\.\d{0,3})?)")


def preferred(header: str) -> list[str]:
    """Language tags of an Accept-Language header, best first, refused ones left out."""
    weighted = []
    for position, part in enumerate(header.split(",")[:20]):
        tag = part.split(";")[0].strip()
        found = _QUALITY.search(part)
        weight = float(found[1]) if found else 1.0
        if tag and weight > 0:
            weighted.append((-weight, position, tag))
    return [tag for _, _, tag in sorted(weighted)]


def locale_of(request: Request) -> str:
    """The language to answer in."""
    asked = request.query_params.get("lang", "")
    if asked in LOCALES:
        return asked
    header = request.headers.get("accept-language", "")
    return best_locale(*preferred(header)) if header else DEFAULT_LOCALE


async def _locale(
    request: Request,
    lang: Annotated[
        str | None, Query(description="Language of the messages: fr, en or es.", examples=["fr"])
    ] = None,
) -> str:
    return locale_of(request)


Locale = Annotated[str, Depends(_locale)]
