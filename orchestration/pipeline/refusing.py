"""Contents that were retracted once are refused wherever they come back."""

from federation.errors import CodedError, FailureCode
from federation.i18n import Message, msg
from federation.store.contents import Kind
from federation.store.resources import ResourceRow
from orchestration.pipeline.workspace import Workspace


def refuse_retracted(workspace: Workspace, row: ResourceRow, kind: Kind, value: str) -> None:
    """CodedError RETRACTED where this content was taken back; its raw bytes are erased then."""
    at = workspace.retractions.since(kind, value)
    if at is None:
        return
    if row.content_sha256 is not None:
        workspace.lake.delete("raw", row.content_sha256)
    raise CodedError(FailureCode.RETRACTED, refused_since(at))


def refused_since(at: str) -> Message:
    """Why a content is refused; `at` is the UTC stamp of the retraction."""
    return msg(
        "This content was taken back on %(date)s to protect personal data and is never published "
        "again, at this address or another. A corrected file is published like any other.",
        date=at[:10],
    )
