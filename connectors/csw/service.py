"""Talking to one CSW: POST first, then GET; in order, with a date, as far as it goes along."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from connectors.context import Context
from connectors.csw.answers import Answer, Described, Refused, answer
from connectors.csw.requests import CSW2, CSW3, DCAT, GMD, MDB, Manner, Query
from connectors.web.answers import Body
from connectors.web.failures import HttpFailure
from connectors.web.http import PoliteSession
from federation.errors import FailureCode, HarvestError

#: Statuses whose body may tell more than the status: exception reports come with any of them.
_TELLING = frozenset({200, 400, 404, 405, 406, 415, 422, 500, 501})
_PARAMETERS = frozenset(
    [
        "service",
        "version",
        "acceptversions",
        "request",
        "outputschema",
        "outputformat",
        "typenames",
        "elementsetname",
        "resulttype",
        "startposition",
        "maxrecords",
    ]
)
#: What a server that does not take POST answers to one.
_NO_POST = frozenset({FailureCode.WRONG_FORMAT, FailureCode.GONE, FailureCode.MALFORMED})
_NOT_FOUND = frozenset({"notfound", "invalidparametervalue"})
_PREFERRED = (GMD, MDB, DCAT)
_SIZE = 50
_MAX_SIZE = 500


def base_of(url: str) -> str:
    """An address without the parameters of CSW; others, such as `map`, stay."""
    parts = urlsplit(url)
    kept = [
        pair
        for pair in parse_qsl(parts.query, keep_blank_values=True)
        if pair[0].lower() not in _PARAMETERS
    ]
    return urlunsplit(parts._replace(query=urlencode(kept), fragment=""))


class CswService:
    """One service; `manner` is how it turned out to be asked best."""

    def __init__(self, context: Context, session: PoliteSession) -> None:
        self._source = context.source
        self._session = session
        self.address = base_of(context.source.url)
        key = context.source.api_key
        self._secrets = {"Authorization": key} if key else {}
        self.manner = Manner()
        self._settled = False

    def opening(self, *, negotiate: bool = True) -> Body:
        """The answer to GetCapabilities, whatever it is."""
        parameters = {"service": "CSW", "request": "GetCapabilities"}
        if negotiate:
            versions = str(self._source.options.get("version") or "2.0.2,3.0.0")
            parameters["acceptVersions"] = versions
        return self._get(parameters)

    def query(self, told: Described) -> Query:
        """How a service that describes itself so is asked for all that is selected."""
        options, select = self._source.options, self._source.select
        version = str(options.get("version") or told.version or "2.0.2")
        version = "3.0.0" if version.startswith("3") else "2.0.2"
        size = options.get("page_size")
        query = Query(
            version=version,
            phrase=select.query or "",
            size=size if isinstance(size, int) and 0 < size <= _MAX_SIZE else _SIZE,
        )
        schema = str(options.get("schema") or _schema(told, query.plain().types))
        types = {GMD: "gmd:MD_Metadata", MDB: "mdb:MD_Metadata"}.get(schema)
        query = replace(query.plain(), schema=schema)
        if types is None or (told.types and types not in told.types):
            return query
        return replace(query, types=types)

    def page(self, query: Query, start: int, *, hits: bool = False) -> Answer:
        """The records from a place on (the first is 1).

        The first request finds out how the service takes it: without an order, without a date,
        without POST; HarvestError, that of the first try, where it takes none.
        """
        first: HarvestError | None = None
        given_up: set[bool] = set()
        for manner in self._manners(query):
            if manner.post in given_up:
                continue
            try:
                found = self._ask(query, start, manner, hits=hits)
            except HarvestError as error:
                if not _may_be_manner(error):
                    raise
                first = first or error
                if not isinstance(error, Refused):
                    given_up.add(manner.post)
            else:
                if not hits:  # these need no order: nothing was found out about it
                    self.settle(manner)
                return found
        raise first or AssertionError  # there is always a manner to try

    def settle(self, manner: Manner) -> None:
        """Ask in this manner from now on."""
        self.manner = manner
        self._settled = True

    def _manners(self, query: Query) -> Iterator[Manner]:
        if self._settled:
            yield self.manner
            return
        dated = (True, False) if query.since else (True,)
        for post in (True, False):
            for with_date in dated:
                for ordered in (True, False):
                    yield Manner(post, ordered, with_date)

    def _ask(self, query: Query, start: int, manner: Manner, *, hits: bool) -> Answer:
        if not manner.post:
            return answer(self._get(query.parameters(start, manner, hits=hits)))
        try:
            return answer(self._post(query.xml(start, manner, hits=hits)))
        except HttpFailure as failure:
            # POST is not repeated by the session; GET, which asks the same, is.
            if not failure.transient or not self._settled:
                raise
        return answer(self._get(query.parameters(start, manner, hits=hits)))

    def record(self, query: Query, remote_id: str) -> Answer:
        """The record of an id, none where there is none."""
        try:
            return self._record(query, remote_id)
        except Refused as refusal:
            if refusal.reason.lower() not in _NOT_FOUND:
                raise
        except HarvestError as error:
            if error.code is not FailureCode.GONE:
                raise
        return Answer(())

    def _record(self, query: Query, remote_id: str) -> Answer:
        if self.manner.post:
            try:
                return answer(self._post(query.xml_of(remote_id)))
            except HarvestError as error:
                if isinstance(error, Refused) or not _may_be_manner(error):
                    raise
        return answer(self._get(query.parameters_of(remote_id)))

    def _get(self, parameters: Mapping[str, str]) -> Body:
        return self._session.get_bytes(
            self.address,
            parameters,
            headers={"Accept": "application/xml, text/xml"},
            secrets=self._secrets,
            accept=_TELLING,
        )

    def _post(self, body: bytes) -> Body:
        return self._session.post_bytes(
            self.address,
            body,
            "application/xml",
            headers={"Accept": "application/xml, text/xml"},
            secrets=self._secrets,
            accept=_TELLING,
        )


def _schema(told: Described, plain: str) -> str:
    """The richest output schema a service offers; ISO 19139 where it does not tell."""
    if not told.schemas:
        return GMD
    wanted = next((schema for schema in _PREFERRED if schema in told.schemas), None)
    if wanted:
        return wanted
    ours = [schema for schema in told.schemas if "/cat/csw/" in schema]
    return next(iter(ours), CSW3 if plain.startswith("csw30") else CSW2)


def _may_be_manner(error: HarvestError) -> bool:
    """Whether an error may be due to the manner of asking rather than to the service."""
    if isinstance(error, Refused):
        return True
    if isinstance(error, HttpFailure):
        return error.status in _TELLING
    return error.code in _NO_POST
