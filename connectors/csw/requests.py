"""What a CSW is asked: GetRecords and GetRecordById, as XML (POST) and as parameters (GET).

Sources: OGC 07-006r1 (CSW 2.0.2), OGC 07-045 (its ISO profile: apiso queryables), OGC 12-176r7
(CSW 3.0), filters by OWSLib (Filter Encoding 1.1 and 2.0).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from connectors.iso.xml import Element
from connectors.words.texts import text

GMD = "http://www.isotc211.org/2005/gmd"
MDB = "http://standards.iso.org/iso/19115/-3/mdb/2.0"
DCAT = "http://www.w3.org/ns/dcat#"
CSW2 = "http://www.opengis.net/cat/csw/2.0.2"
CSW3 = "http://www.opengis.net/cat/csw/3.0"

_NAMES = {
    "apiso": "http://www.opengis.net/cat/csw/apiso/1.0",
    "gmd": GMD,
    "mdb": MDB,
    "dc": "http://purl.org/dc/elements/1.1/",
    "dct": "http://purl.org/dc/terms/",
}
#: Dates of records are often days, or local times without a zone: asked for with some reserve.
_RESERVE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a server is asked: it may refuse POST, an order, or a filter by date."""

    post: bool = True
    ordered: bool = True
    dated: bool = True

    @classmethod
    def read(cls, code: str) -> "Manner":
        """The manner a code stands for."""
        return cls("get" not in code, "unordered" not in code, "undated" not in code)

    @property
    def code(self) -> str:
        """Its name in a cursor."""
        words = (
            "post" if self.post else "get",
            "" if self.ordered else "unordered",
            "" if self.dated else "undated",
        )
        return "-".join(filter(None, words))


@dataclass(frozen=True, slots=True)
class Query:
    """Which records are asked for, in which words; `size` records a page."""

    version: str = "2.0.2"
    schema: str = GMD
    types: str = "gmd:MD_Metadata"
    phrase: str = ""
    since: datetime | None = None
    size: int = 50

    @property
    def _namespace(self) -> str:
        return CSW3 if self.version.startswith("3") else CSW2

    @property
    def _prefix(self) -> str:
        return "csw30" if self.version.startswith("3") else "csw"

    def queryable(self, iso: str, dublin: str) -> str:
        """The name of a queryable in the words of the record type."""
        return f"apiso:{iso}" if self.types != self.plain().types else dublin

    def plain(self) -> "Query":
        """The same query for records of whatever type."""
        return replace(self, types=f"{self._prefix}:Record")

    def xml(self, start: int, manner: Manner, *, hits: bool = False) -> bytes:
        """The body of a GetRecords request from a record on (the first one is 1)."""
        root = self._root("GetRecords")
        if not self.version.startswith("3"):
            root.set("resultType", "hits" if hits else "results")
        root.set("startPosition", str(start))
        root.set("maxRecords", "0" if hits and self.version.startswith("3") else str(self.size))
        self._describe(root)
        query = etree.SubElement(root, f"{{{self._namespace}}}Query", typeNames=self.types)
        etree.SubElement(query, f"{{{self._namespace}}}ElementSetName").text = "full"
        condition = self._filter(manner)
        if condition is not None:
            constraint = etree.SubElement(
                query, f"{{{self._namespace}}}Constraint", version=self._filter_version
            )
            constraint.append(condition)
        if manner.ordered and not hits:
            query.append(self._sort())
        return self._bytes(root)

    def parameters(self, start: int, manner: Manner, *, hits: bool = False) -> dict[str, str]:
        """The parameters of the same request."""
        found = {
            **self._common("GetRecords"),
            "resultType": "hits" if hits else "results",
            "elementSetName": "full",
            "typeNames": self.types,
            "startPosition": str(start),
            "maxRecords": str(self.size),
        }
        condition = self._filter(manner)
        if condition is not None:
            found["constraintLanguage"] = "FILTER"
            found["constraint_language_version"] = self._filter_version
            found["constraint"] = etree.tostring(condition, encoding="unicode")
        if manner.ordered and not hits:
            found["sortBy"] = f"{self.queryable('Identifier', 'dc:identifier')}:A"
        return found

    def xml_of(self, remote_id: str) -> bytes:
        """The body of a GetRecordById request."""
        root = self._root("GetRecordById")
        self._describe(root)
        etree.SubElement(root, f"{{{self._namespace}}}Id").text = text(remote_id)
        etree.SubElement(root, f"{{{self._namespace}}}ElementSetName").text = "full"
        return self._bytes(root)

    def parameters_of(self, remote_id: str) -> dict[str, str]:
        """The parameters of the same request."""
        return {**self._common("GetRecordById"), "elementSetName": "full", "id": remote_id}

    def _common(self, operation: str) -> dict[str, str]:
        return {
            "service": "CSW",
            "version": self.version,
            "request": operation,
            "outputFormat": "application/xml",
            "outputSchema": self.schema,
        }

    def _root(self, operation: str) -> Element:
        names = {self._prefix: self._namespace, **_NAMES}
        return etree.Element(f"{{{self._namespace}}}{operation}", nsmap=names)

    def _describe(self, root: Element) -> None:
        root.set("service", "CSW")
        root.set("version", self.version)
        root.set("outputFormat", "application/xml")
        root.set("outputSchema", self.schema)

    def _bytes(self, root: Element) -> bytes:
        return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))

    @property
    def _filter_version(self) -> str:
        return "2.0.0" if self.version.startswith("3") else "1.1.0"

    def _encoding(self) -> Any:  # noqa: ANN401 - a module of OWSLib
        """OWSLib's filters of this version; imported late, it takes a while."""
        if self.version.startswith("3"):
            from owslib import fes2  # type: ignore[import-untyped]

            return fes2
        from owslib import fes

        return fes

    def _filter(self, manner: Manner) -> Element | None:
        fes, parts = self._encoding(), []
        if self.phrase:
            words = f"%{_literal(self.phrase)}%"
            name = self.queryable("AnyText", f"{self._prefix}:AnyText")
            parts.append(fes.PropertyIsLike(name, words))
        if self.since is not None and manner.dated:
            day = (self.since - _RESERVE).date().isoformat()
            name = self.queryable("Modified", "dct:modified")
            parts.append(fes.PropertyIsGreaterThanOrEqualTo(name, day))
        if not parts:
            return None
        return fes.FilterRequest().setConstraint(parts[0] if len(parts) == 1 else fes.And(parts))

    def _sort(self) -> Element:
        fes = self._encoding()
        by = fes.SortProperty(self.queryable("Identifier", "dc:identifier"), "ASC")
        return fes.SortBy([by]).toXML()


def _literal(phrase: str) -> str:
    """Words with the wildcards of a filter escaped."""
    return text(phrase).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
