"""The one exception tree.

PartageError
├── SettingsError          federation.yaml cannot be used: file, line and key to fix
├── HarvestError           a portal or a file could not be fetched (carries a FailureCode)
├── TableError             a file could not be read as a table (carries a FailureCode)
├── SchemaError            an unknown or unusable data schema
├── PolicyError            an anonymisation policy that cannot be applied
├── StoreError             the store refused: lost lease, unknown release
│   └── LeaseLost          another worker owns the source now
└── LakeError              an object is absent or does not match its SHA-256

Every error carries a `Message`, never raw cell content: what happened, where, what to do.
"""

from enum import StrEnum

from federation.i18n import Message, msg


class FailureCode(StrEnum):
    """Reasons a source, dataset or resource did not get through; stable, machine-readable."""

    UNREACHABLE = "unreachable"
    TLS = "tls"
    TIMEOUT = "timeout"
    THROTTLED = "throttled"
    AUTH = "auth"
    WITHDRAWN = "withdrawn"
    SOURCE_WITHDRAWN = "source-withdrawn"
    GONE = "gone"
    SERVER = "server"
    WRONG_FORMAT = "wrong-format"
    MALFORMED = "malformed"
    MAPPING = "mapping"
    DUPLICATE_ID = "duplicate-id"
    PAGING_LOOP = "paging-loop"
    TRUNCATED = "truncated"
    MASS_DELETION = "mass-deletion"
    POLICY = "policy"
    TOO_LARGE = "too-large"
    DECOMPRESSION = "decompression-bomb"
    LINE_TOO_LONG = "line-too-long"
    EMPTY = "empty"
    UNSUPPORTED = "unsupported-format"
    ENCODING = "encoding"
    NOT_CONFORMING = "not-conforming"
    PERSONAL_DATA = "personal-data"
    RETRACTED = "retracted"
    LOST_OBJECT = "lost-object"
    INTERNAL = "internal"


#: Codes worth trying again later without anybody changing anything: `Decision.RETRY` of
#: `federation.taxonomy`, which explains every code.
TRANSIENT = frozenset(
    {
        FailureCode.UNREACHABLE,
        FailureCode.TIMEOUT,
        FailureCode.THROTTLED,
        FailureCode.SERVER,
    }
)


class PartageError(Exception):
    """Root of every error that partage raises on purpose."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.render("en"))
        self.message = message


class SettingsError(PartageError):
    """One or more faults of a settings file, each with its place."""

    def __init__(self, message: Message, faults: tuple[Message, ...] = ()) -> None:
        super().__init__(message)
        self.faults = faults


class CodedError(PartageError):
    """An error with a stable reason code."""

    def __init__(self, code: FailureCode, message: Message) -> None:
        super().__init__(message)
        self.code = code

    @property
    def transient(self) -> bool:
        """Whether the same request may succeed later."""
        return self.code in TRANSIENT


class HarvestError(CodedError):
    """A portal, a dataset or a file that could not be fetched."""


class TableError(CodedError):
    """Bytes that could not be read as a table."""


class SchemaError(PartageError):
    """An unknown or unusable data schema."""


class PolicyError(PartageError):
    """An anonymisation policy that cannot be applied."""


class StoreError(PartageError):
    """The store refused an operation."""


class LeaseLost(StoreError):
    """Another worker holds the source: what this one would write is refused."""

    def __init__(self, source_id: str) -> None:
        super().__init__(
            msg(
                "Source %(source)s is being processed by another run; try again later.",
                source=source_id,
            )
        )


class LakeError(PartageError):
    """An object is absent from the lake, or its bytes do not match its name."""
