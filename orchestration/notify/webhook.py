"""Posts a notice as JSON to the address the operator chose.

That address may be private (an intranet's chat): whoever writes federation.yaml vouches for it. It
often holds a secret, so no message about it is logged, only a reason code.
"""

import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import orjson

from connectors.web.failures import HttpFailure
from connectors.web.http import PoliteSession
from federation.errors import HarvestError
from federation.settings import FederationSettings, Politeness
from federation.store.notifications import Outcome

log = logging.getLogger("partage.notify")

_PORTS = {"http": 80, "https": 443}
_MANNERS = Politeness(connections=1, timeout_seconds=10, deadline_seconds=20, retries=0)


def post(settings: FederationSettings, url: str, body: Mapping[str, Any]) -> Outcome:
    """Send once; `unknown` where the receiver may have acted on it though it did not answer."""
    with PoliteSession(_vouched(settings, url), _MANNERS, robots=False) as session:
        try:
            session.post_bytes(url, orjson.dumps(body), "application/json")
        except HarvestError as error:
            outcome = _outcome(error)
            log.warning("webhook: %s (%s)", outcome.value, error.code.value)
            return outcome
    return Outcome.SENT


def _outcome(error: HarvestError) -> Outcome:
    """An HTTP status, or no connection at all, means refused; a broken answer may mean received."""
    if isinstance(error, HttpFailure) and error.status is None and not error.undone:
        return Outcome.UNKNOWN
    return Outcome.REFUSED


def _vouched(settings: FederationSettings, url: str) -> FederationSettings:
    """The settings with the webhook's own host and port among the private ones allowed."""
    parts = urlsplit(url)
    host = f"{parts.hostname}:{parts.port or _PORTS[parts.scheme]}"
    allowed = (*settings.network.allow_private, host)
    network = settings.network.model_copy(update={"allow_private": allowed})
    return settings.model_copy(update={"network": network})
