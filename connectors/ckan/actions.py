"""CKAN's action API through ckanapi, on the polite session, with our reasons for its errors.

ckanapi puts the whole body of an unrecognised answer into its exception: nothing of that
exception but its kind goes further.
"""

from collections.abc import Mapping
from typing import Any

from ckanapi import RemoteCKAN
from ckanapi.errors import (
    CKANAPIError,
    NotAuthorized,
    NotFound,
    SearchError,
    SearchIndexError,
    SearchQueryError,
    ServerIncompatibleError,
    ValidationError,
)

from connectors.web.answers import Body
from connectors.web.failures import HttpFailure, of_status, shown
from connectors.web.http import PoliteSession
from connectors.words.texts import Json
from federation.errors import FailureCode, HarvestError
from federation.i18n import msg

#: Statuses whose body ckanapi reads: CKAN says there what is wrong.
_ANSWERS = frozenset({200, 400, 401, 403, 404, 409, 500})
_SUFFIXES = ("/api/3/action", "/api/action", "/api/3", "/api")


def portal_address(url: str) -> str:
    """The address ckanapi wants, prefix included: what stands before /api/3."""
    base = url.strip().rstrip("/")
    for suffix in _SUFFIXES:
        if base.endswith(suffix):
            return base.removesuffix(suffix).rstrip("/")
    return base


class CkanRefusal(HttpFailure):
    """CKAN's own word, in its envelope, that it will not show something (403) or has it not (404).

    The same status in a web page is that of something before CKAN.
    """


class _Transport:
    """What ckanapi needs of a requests session: `get`. Its headers hold the key: secrets."""

    def __init__(self, session: PoliteSession) -> None:
        self._session = session
        self.last: Body | None = None

    def get(
        self, url: str, params: Mapping[str, Any], headers: Mapping[str, str], **_: object
    ) -> Body:
        self.last = None
        self.last = self._session.get_bytes(url, params, secrets=headers, accept=_ANSWERS)
        return self.last


class CkanActions:
    """Read actions of one CKAN or DKAN."""

    def __init__(self, url: str, session: PoliteSession, api_key: str | None = None) -> None:
        self.address = portal_address(url)
        self._transport = _Transport(session)
        self._remote = RemoteCKAN(
            self.address,
            apikey=api_key.strip() if api_key else None,
            user_agent=session.user_agent,
            get_only=True,
            session=self._transport,
        )
        # The version is written out: DKAN and read-only mirrors answer under /api/3 only.
        self._remote.base_url = "api/3/action/"

    def call(self, action: str, **parameters: object) -> Json:
        """The result of an action; HarvestError with the status in it where there is none."""
        try:
            return self._remote.call_action(action, parameters)
        except (CKANAPIError, ServerIncompatibleError, KeyError, RecursionError) as error:
            raise self._failure(error, action) from None

    def url(self, action: str) -> str:
        """The address of an action."""
        return f"{self.address}/api/3/action/{action}"

    def _failure(self, error: Exception, action: str) -> HarvestError:
        status = self._transport.last.status_code if self._transport.last else 0
        url = self.url(action)
        if isinstance(error, NotFound):
            return _refusal(404, url)
        if isinstance(error, NotAuthorized):
            return _refusal(403, url)
        if isinstance(error, SearchError | SearchIndexError):
            return of_status(500, url)
        if isinstance(error, SearchQueryError | ValidationError):
            return _refused(url, status)
        if status in {401, 403, 404, 500}:
            return of_status(status, url)
        return not_ckan(url, status)


def not_ckan(url: str, status: int) -> HttpFailure:
    """What answers at this address is not CKAN."""
    message = msg(
        "%(url)s does not answer as CKAN does (status %(status)s): check the address of the "
        "source, prefix included (for example https://opendata.example.org/data).",
        url=shown(url),
        status=status,
    )
    return HttpFailure(FailureCode.WRONG_FORMAT, message, status=status)


def _refusal(status: int, url: str) -> CkanRefusal:
    words = of_status(status, url)
    return CkanRefusal(words.code, words.message, status=status)


def _refused(url: str, status: int) -> HttpFailure:
    message = msg(
        "%(url)s refuses the request (status %(status)s): check select.query and the options of "
        "the source.",
        url=shown(url),
        status=status,
    )
    return HttpFailure(FailureCode.WRONG_FORMAT, message, status=status)
