"""File types that programs can read, and those that belong to nobody.

Codes are those of the EU authority table "file-type". **Machine-readable**: a program gets records
or statements out of it without knowing the document; a picture, a page, a text or an archive is
not (CSV is, PDF is not). **Non-proprietary**: published by a standards body or in the public
domain, and readable without the software of one maker.

data.europa.eu keeps two lists of its own (20 and 29 types, `dataeuropa/vocabularies`). Ours hold
all of them, so that no type scores less here, and add the types that those lists leave out though
the same reasons hold: GML, GeoPackage, TSV, Parquet… (see docs/fr/qualite.md).
"""

from federation.model import Distribution


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: EU authority table "file-type" (publications.europa.eu/resource/authority/file-type).
FILE_TYPES = _codes(
    """
    7Z AAC AKN4EU AKN4EU_ZIP APK APPX ARC ARC_GZ ARJ ATOM AZW BIN BITS BMP BWF BZIP2 CSS CSV DBF
    DCR DEB DGN DMG DMP DOC DOCX DTD_SGML DTD_XML DWG DXF E00 EAR ECW EPS EPUB ETSI_XML EXE FMX2
    FMX3 FMX4 FMX4_ZIP GDB GEOJSON GIF GML GMZ GPKG GRID GRID_ASCII GZIP HDF HDT HTML HTML5
    HTML_SIMPL ICS IMMC_XML INDD IPA ISO ISO_ZIP JAR JATS JPEG JPEG2000 JS JSON JSON_LD KML KMZ
    LAS LAZ LEG LHA LZIP LZMA LZO MAP_PRVW MAP_SRVC MBOX MDB METS METS_ZIP MHTML MOBI MOP MPEG2
    MPEG4 MPEG4_AVC MRSID MSG_HTTP MSI MXD N3 NETCDF OCTET ODB ODC ODF ODG ODP ODS ODT OVF OWL PDF
    PDF1X PDFA1A PDFA1B PDFA2A PDFA2B PDFA3 PDFUA PDFX PDFX1A PDFX2A PDFX4 PL PNG PPS PPSX PPT
    PPTX PS PSD PWP QGS RAR RDF RDFA RDF_N_QUADS RDF_N_TRIPLES RDF_TRIG RDF_TRIX RDF_TURTLE
    RDF_XML REST RPM RSS RTF SB3 SCHEMA_XML SDMX SGML SHP SKOS_XML SPARQLQ SPARQLQRES SQL SVG SWM
    TAB TAB_RSTR TAR TAR_GZ TAR_XZ TIFF TIFF_FX TMX TSV TXT WAR WARC WARC_GZ WCS_SRVC WFS_SRVC WIM
    WMS_SRVC WORLD XHTML XHTML_SIMPL XLIFF XLS XLSB XLSM XLSX XML XSLFO XSLT XYZ XZ Z ZIP
    """
)

#: Statements of RDF, in any of its forms: subjects have addresses (fourth star).
LINKED = _codes(
    "JSON_LD RDFA RDF RDF_N_QUADS RDF_N_TRIPLES RDF_TRIG RDF_TRIX RDF_TURTLE RDF_XML N3 HDT OWL "
    "SKOS_XML SPARQLQ"
)

MACHINE_READABLE = LINKED | _codes(
    # records in text or in a workbook
    "CSV TSV JSON XML ODS XLS XLSX XLSM XLSB DBF MDB ODB SQL ICS RSS ATOM SDMX SPARQLQRES "
    # places
    "GEOJSON GML GMZ GPKG KML KMZ SHP GDB TAB E00 DXF WFS_SRVC WCS_SRVC REST "
    # measurements on grids and points
    "NETCDF HDF GRID GRID_ASCII LAS LAZ "
    # not in the EU list
    "PARQUET GEOPARQUET JSONL GPX GTFS GTFS_RT NETEX SIRI GBFS TOPOJSON FGB YAML SQLITE "
    "OGC_API ODATA"
)

NON_PROPRIETARY = LINKED | _codes(
    # records
    "CSV TSV JSON XML ODS ODB DBF SQL ICS RSS ATOM SDMX SPARQLQRES SCHEMA_XML XSLT "
    # places, services of the OGC
    "GEOJSON GML GMZ GPKG KML KMZ WFS_SRVC WCS_SRVC WMS_SRVC "
    "NETCDF HDF GRID_ASCII LAS "
    # texts, pictures, packages
    "HTML HTML5 XHTML TXT RTF ODT ODP ODG EPUB BMP PNG SVG TIFF JPEG2000 GZIP TAR ZIP BZIP2 "
    # not in the EU list
    "PARQUET GEOPARQUET JSONL GPX GTFS GTFS_RT NETEX SIRI GBFS TOPOJSON FGB YAML SQLITE "
    "OGC_API ODATA"
)

#: Services: a program asks for what it needs instead of taking the whole file.
SERVICES = _codes(
    "WFS_SRVC WCS_SRVC WMS_SRVC MAP_SRVC REST SPARQLQ OGC_API ODATA GTFS_RT SIRI GBFS"
)
GEOGRAPHIC = _codes(
    "GEOJSON GML GMZ GPKG KML KMZ SHP GDB TAB WFS_SRVC WMS_SRVC TOPOJSON FGB GEOPARQUET"
)

#: Names that portals give, to the code.
_CODES = {
    "TTL": "RDF_TURTLE",
    "TURTLE": "RDF_TURTLE",
    "NT": "RDF_N_TRIPLES",
    "NQ": "RDF_N_QUADS",
    "TRIG": "RDF_TRIG",
    "RDF": "RDF_XML",
    "JSONLD": "JSON_LD",
    "SPARQL": "SPARQLQ",
    "NDJSON": "JSONL",
    "EXCEL": "XLSX",
    "SHAPE": "SHP",
    "SHAPEFILE": "SHP",
    "GEOPACKAGE": "GPKG",
    "WMS": "WMS_SRVC",
    "WFS": "WFS_SRVC",
    "WCS": "WCS_SRVC",
    "ESRI_REST": "REST",
    "ARCGIS": "REST",
    "OGCAPI": "OGC_API",
    "OAPIF": "OGC_API",
    "FLATGEOBUF": "FGB",
    "YML": "YAML",
    "JPG": "JPEG",
    "JP2": "JPEG2000",
    "TIF": "TIFF",
    "GEOTIFF": "TIFF",
    "GZ": "GZIP",
    "NC": "NETCDF",
    "HDF5": "HDF",
    "ICAL": "ICS",
    "HTM": "HTML",
}

#: Media types of the IANA registry that data comes in; no x- type is one.
MEDIA_TYPES = _codes(
    """
    text/csv text/tab-separated-values text/plain text/html text/xml text/calendar text/turtle
    text/n3 text/markdown text/vcard text/css text/javascript application/json application/xml
    application/geo+json application/gml+xml application/ld+json application/rdf+xml
    application/n-triples application/n-quads application/trig application/sparql-query
    application/sparql-results+json application/sparql-results+xml application/pdf application/rtf
    application/zip application/gzip application/octet-stream application/sql application/yaml
    application/vnd.apache.parquet application/vnd.apache.arrow.file
    application/vnd.ms-excel application/vnd.ms-excel.sheet.macroEnabled.12
    application/vnd.openxmlformats-officedocument.spreadsheetml.sheet
    application/vnd.openxmlformats-officedocument.wordprocessingml.document
    application/vnd.openxmlformats-officedocument.presentationml.presentation
    application/msword application/vnd.ms-powerpoint application/vnd.oasis.opendocument.spreadsheet
    application/vnd.oasis.opendocument.text application/vnd.oasis.opendocument.database
    application/vnd.google-earth.kml+xml application/vnd.google-earth.kmz
    application/geopackage+sqlite3 application/vnd.sqlite3 application/vnd.shp application/vnd.dbf
    application/vnd.shx application/geo+json-seq application/json-seq application/atom+xml
    application/xhtml+xml application/epub+zip application/vnd.rar application/netcdf
    application/protobuf application/vnd.las application/vnd.laszip application/vnd.dwg
    image/png image/jpeg image/gif image/tiff image/svg+xml image/bmp image/jp2 image/vnd.dwg
    image/vnd.dxf audio/mpeg audio/aac video/mp4 video/mpeg
    """.lower()
)


def file_type(offer: Distribution) -> str | None:
    """The code of a distribution's format, of the EU list where it has one."""
    name = (offer.format or "").strip().upper().replace("-", "_").replace(" ", "_")
    return _CODES.get(name, name) or None


def is_media_type(offer: Distribution) -> bool:
    """Whether the media type is one of those registered that are known here."""
    return (offer.media_type or "").split(";")[0].strip().lower() in MEDIA_TYPES
