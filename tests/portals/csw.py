"""A catalogue service (CSW 2.0.2) over a list of records, with the misbehaviours of real ones."""

import re
from xml.etree import ElementTree
from xml.sax.saxutils import escape

GMD = "http://www.isotc211.org/2005/gmd"
CSW = "http://www.opengis.net/cat/csw/2.0.2"
_CODES = "http://standards.iso.org/iso/19139/resources/gmxCodelists.xml"
#: How `nextRecord` is told: by (position of the first record, of the one after, matched).
NEXT = {
    "good": lambda start, after, matched: after if after <= matched else 0,
    "zero": lambda start, after, matched: 0,
    "beyond": lambda start, after, matched: matched + 1,
    "start": lambda start, after, matched: start,
    "before": lambda start, after, matched: max(0, start - 1),
    "stuck": lambda start, after, matched: 2,
    "absent": lambda start, after, matched: None,
}


class Csw:
    """`records` maps ids to (XML, date of change); it may change between two requests."""

    def __init__(self, server, records, schemas=(GMD,), types=("gmd:MD_Metadata", "csw:Record")):
        self.server = server
        self.records = dict(records)
        self.schemas = schemas
        self.types = types
        self.next = "good"
        self.max_records = 1000
        self.announces = None  # None: the truth; "nothing": no total at all
        self.returned = None
        self.hidden = set()  # ids that take a place and are not shown
        self.twice = ()  # ids that are listed twice
        self.refuses_post = None  # an answer to any POST
        self.refuses_sort = False
        self.refuses_dates = False
        self.ignores_start = False
        self.exception = None  # an exceptionCode for every GetRecords
        self.refuses_beyond = False  # an exception for a place behind the end
        self.refuses_versions = False  # an exception for a negotiated version
        self.order = None  # a function of the unordered list
        self.before_page = lambda number: None
        self.pages = 0
        self.asked = []

    def __call__(self, request):
        asked = self._asked(request)
        self.asked.append(asked)
        if request.method == "POST" and self.refuses_post is not None:
            return self.refuses_post
        if asked["request"] == "GetCapabilities":
            if self.refuses_versions and "acceptVersions" in request.query:
                return self._xml(self._report("VersionNegotiationFailed"), 400)
            return self._xml(self._capabilities())
        if asked["request"] == "GetRecordById":
            return self._xml(self._by_id(asked))
        if self.exception:
            return self._xml(self._report(self.exception))
        if asked["sort"] and self.refuses_sort:
            return self._xml(self._report("InvalidParameterValue", "SortBy"))
        if asked["since"] and self.refuses_dates:
            return self._xml(self._report("NoApplicableCode", "Constraint"), 400)
        return self._page(asked)

    def _asked(self, request):
        if request.method == "POST":
            return self._of_xml(request.body)
        query = {name.lower(): value for name, value in request.query.items()}
        return {
            "method": "GET",
            "request": query.get("request"),
            "start": int(query.get("startposition", 1)),
            "max": int(query.get("maxrecords", 10)),
            "hits": query.get("resulttype") == "hits",
            "sort": query.get("sortby"),
            "schema": query.get("outputschema"),
            "types": query.get("typenames"),
            "id": query.get("id"),
            **self._constraint(query.get("constraint", "")),
        }

    def _of_xml(self, body):
        root = ElementTree.fromstring(body)
        sort = root.find(".//{*}SortProperty/{*}PropertyName")
        query, wanted = root.find("{*}Query"), root.find("{*}Id")
        filtered = root.find(".//{*}Filter")
        words = "" if filtered is None else ElementTree.tostring(filtered, encoding="unicode")
        return {
            "method": "POST",
            "request": root.tag.rsplit("}", 1)[-1],
            "start": int(root.get("startPosition", 1)),
            "max": int(root.get("maxRecords", 10)),
            "hits": root.get("resultType") == "hits",
            "sort": sort.text if sort is not None else None,
            "schema": root.get("outputSchema"),
            "types": query.get("typeNames") if query is not None else None,
            "id": wanted.text if wanted is not None else None,
            **self._constraint(words),
        }

    def _constraint(self, words):
        found = re.search(r"OrEqualTo>.*?Literal>([^<]+)<", words, re.S)
        like = re.search(r"IsLike.*?Literal>%([^<]+)%<", words, re.S)
        return {"since": found[1] if found else None, "phrase": like[1] if like else None}

    def _page(self, asked):
        if not asked["hits"]:
            self.pages += 1
            self.before_page(self.pages)
        listed = sorted(self.records) if asked["sort"] else list(self.records)
        listed = self.order(listed) if self.order and not asked["sort"] else listed
        listed = [each for one in listed for each in ([one, one] if one in self.twice else [one])]
        if asked["since"]:
            listed = [each for each in listed if self.records[each][1] >= asked["since"]]
        if asked["phrase"]:
            listed = [each for each in listed if asked["phrase"] in self.records[each][0]]
        start = 1 if self.ignores_start else asked["start"]
        if self.refuses_beyond and start > max(1, len(listed)):
            return self._xml(self._report("InvalidParameterValue", "startPosition"))
        size = 0 if asked["hits"] else min(asked["max"], self.max_records)
        shown = [each for each in listed[start - 1 : start - 1 + size] if each not in self.hidden]
        return self._xml(self._results(shown, start, size, len(listed)))

    def _results(self, shown, start, size, matched):
        told = matched if self.announces is None else self.announces
        after = NEXT[self.next](start, start + size, matched)
        attributes = {
            "numberOfRecordsMatched": None if told == "nothing" else told,
            "numberOfRecordsReturned": len(shown) if self.returned is None else self.returned,
            "nextRecord": after,
            "elementSet": "full",
        }
        words = " ".join(f'{key}="{each}"' for key, each in attributes.items() if each is not None)
        body = "".join(self.records[each][0] for each in shown)
        return (
            f'<csw:GetRecordsResponse xmlns:csw="{CSW}"><csw:SearchStatus/>'
            f"<csw:SearchResults {words}>{body}</csw:SearchResults></csw:GetRecordsResponse>"
        )

    def _by_id(self, asked):
        found = self.records.get(asked["id"], ("",))[0]
        return f'<csw:GetRecordByIdResponse xmlns:csw="{CSW}">{found}</csw:GetRecordByIdResponse>'

    def _report(self, code, locator=""):
        return (
            '<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows" version="1.0.0">'
            f'<ows:Exception exceptionCode="{code}" locator="{locator}">'
            "<ows:ExceptionText>java.lang.NullPointerException at secret</ows:ExceptionText>"
            "</ows:Exception></ows:ExceptionReport>"
        )

    def _capabilities(self):
        schemas = "".join(f"<ows:Value>{each}</ows:Value>" for each in self.schemas)
        types = "".join(f"<ows:Value>{each}</ows:Value>" for each in self.types)
        return (
            f'<csw:Capabilities xmlns:csw="{CSW}" xmlns:ows="http://www.opengis.net/ows" '
            'version="2.0.2"><ows:ServiceIdentification><ows:Title>Catalogue de Test</ows:Title>'
            "<ows:ServiceType>CSW</ows:ServiceType>"
            "<ows:ServiceTypeVersion>2.0.2</ows:ServiceTypeVersion></ows:ServiceIdentification>"
            '<ows:OperationsMetadata><ows:Operation name="GetRecords">'
            f'<ows:Parameter name="outputSchema">{schemas}</ows:Parameter>'
            f'<ows:Parameter name="typeNames">{types}</ows:Parameter>'
            "</ows:Operation></ows:OperationsMetadata></csw:Capabilities>"
        )

    def _xml(self, words, status=200):
        body = b'<?xml version="1.0" encoding="UTF-8"?>' + words.encode()
        return self.server.Reply(status, body, {"Content-Type": "application/xml"})


def _code(kind, value):
    return f'<gmd:{kind} codeList="{_CODES}#{kind}" codeListValue="{value}">{value}</gmd:{kind}>'


def _text(name, words):
    return f"<gmd:{name}><gco:CharacterString>{escape(words)}</gco:CharacterString></gmd:{name}>"


def _date(kind, day):
    return (
        f"<gmd:date><gmd:CI_Date><gmd:date><gco:Date>{day}</gco:Date></gmd:date>"
        f"<gmd:dateType>{_code('CI_DateTypeCode', kind)}</gmd:dateType></gmd:CI_Date></gmd:date>"
    )


def _organisation(words, role):
    return (
        f"<gmd:CI_ResponsibleParty>{_text('individualName', 'Camille Personne')}"
        f"{_text('organisationName', words)}<gmd:contactInfo><gmd:CI_Contact><gmd:address>"
        f"<gmd:CI_Address>{_text('electronicMailAddress', 'opendata@ville.example.org')}"
        "</gmd:CI_Address></gmd:address></gmd:CI_Contact></gmd:contactInfo>"
        f"<gmd:role>{_code('CI_RoleCode', role)}</gmd:role></gmd:CI_ResponsibleParty>"
    )


def gmd(number, *, level="dataset", modified="2026-01-02", title=None, name=None):
    """An ISO 19139 record with one CSV file; ids ascend with the number."""
    name = f"{number:04d}-aaaa" if name is None else name
    title = title or f"Jeu de données {number}"
    kind = "SV_ServiceIdentification" if level == "service" else "MD_DataIdentification"
    prefix = "srv" if level == "service" else "gmd"
    return (
        f'<gmd:MD_Metadata xmlns:gmd="{GMD}" xmlns:gco="http://www.isotc211.org/2005/gco" '
        'xmlns:srv="http://www.isotc211.org/2005/srv">'
        f"{_text('fileIdentifier', name) if name else ''}"
        f"<gmd:language>{_code('LanguageCode', 'fre')}</gmd:language>"
        f"<gmd:hierarchyLevel>{_code('MD_ScopeCode', level)}</gmd:hierarchyLevel>"
        f"<gmd:contact>{_organisation('Ville de Test', 'pointOfContact')}</gmd:contact>"
        f"<gmd:dateStamp><gco:Date>{modified}</gco:Date></gmd:dateStamp>"
        f"<gmd:identificationInfo><{prefix}:{kind}><gmd:citation><gmd:CI_Citation>"
        f"{_text('title', title)}{_date('publication', '2020-05-06')}"
        f"</gmd:CI_Citation></gmd:citation>{_text('abstract', 'Une description')}"
        f"<gmd:pointOfContact>{_organisation('Ville de Test', 'owner')}</gmd:pointOfContact>"
        f"<gmd:descriptiveKeywords><gmd:MD_Keywords>{_text('keyword', 'arbres')}"
        "</gmd:MD_Keywords></gmd:descriptiveKeywords>"
        "<gmd:topicCategory><gmd:MD_TopicCategoryCode>environment</gmd:MD_TopicCategoryCode>"
        f"</gmd:topicCategory></{prefix}:{kind}></gmd:identificationInfo>"
        "<gmd:distributionInfo><gmd:MD_Distribution><gmd:transferOptions>"
        "<gmd:MD_DigitalTransferOptions><gmd:onLine><gmd:CI_OnlineResource><gmd:linkage>"
        f"<gmd:URL>https://data.example.org/{number}.csv</gmd:URL></gmd:linkage>"
        f"{_text('protocol', 'WWW:DOWNLOAD-1.0-http--download')}{_text('name', 'Table')}"
        "</gmd:CI_OnlineResource></gmd:onLine></gmd:MD_DigitalTransferOptions>"
        "</gmd:transferOptions></gmd:MD_Distribution></gmd:distributionInfo></gmd:MD_Metadata>"
    )


def records(count, **fields):
    """Datasets by id, as `Csw` takes them."""
    found = {}
    for number in range(1, count + 1):
        modified = f"2026-01-{number:02d}" if number <= 28 else "2026-02-01"
        found[f"{number:04d}-aaaa"] = (gmd(number, modified=modified, **fields), modified)
    return found
