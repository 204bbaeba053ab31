"""Every reason code explained: what is done about it, what it means, what a person can do.

One table for the whole platform: the summary of a run, the status, notifications and the page
`docs/en/failures.md` all read it. Retrying what will not change by itself is how one refused
address gets asked for thousands of times.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from federation.errors import FailureCode
from federation.i18n import Message, msg


class Decision(StrEnum):
    """What is done about a failure, without anybody's help."""

    RETRY = "retry"  # asked for again, then the source or the item fails until the next run
    SKIP = "skip-item"  # this dataset or file is left out, the others go on
    FAIL = "fail-source"  # the source keeps what it had, and a person is told


@dataclass(frozen=True, slots=True)
class Failure:
    """A reason code in words for the data officer."""

    decision: Decision
    meaning: Message
    next_step: Message


def _retry(meaning: Message, next_step: Message) -> Failure:
    return Failure(Decision.RETRY, meaning, next_step)


def _skip(meaning: Message, next_step: Message) -> Failure:
    return Failure(Decision.SKIP, meaning, next_step)


def _fail(meaning: Message, next_step: Message) -> Failure:
    return Failure(Decision.FAIL, meaning, next_step)


TAXONOMY: Mapping[FailureCode, Failure] = {
    FailureCode.UNREACHABLE: _retry(
        msg("The server cannot be reached: it is down, or its name is wrong."),
        msg("Wait for the next run. If it lasts, open the address in a browser and correct it."),
    ),
    FailureCode.TLS: _fail(
        msg("The server's certificate is out of date or not recognised."),
        msg("Ask the operator of the portal to renew its certificate."),
    ),
    FailureCode.TIMEOUT: _retry(
        msg("The server answers too slowly, or not at all."),
        msg("Wait for the next run. If it lasts, raise politeness.timeout_seconds of the source."),
    ),
    FailureCode.THROTTLED: _retry(
        msg("The portal asks for fewer requests."),
        msg("Lower politeness.requests_per_second of the source, or harvest it at night."),
    ),
    FailureCode.AUTH: _fail(
        msg("Access is refused: the portal is private, or its key is absent or wrong."),
        msg("Ask the portal for a key and write it as api_key of the source."),
    ),
    FailureCode.WITHDRAWN: _skip(
        msg("The publisher has made this private or withdrawn it."),
        msg("Nothing to do if this is intended. Otherwise ask the publisher to make it public."),
    ),
    FailureCode.SOURCE_WITHDRAWN: _skip(
        msg("The federation no longer gathers this source: a data officer withdrew it."),
        msg("Nothing to do if this is intended. Otherwise put it back in federation.yaml and run."),
    ),
    FailureCode.GONE: _skip(
        msg("Nothing exists at this address any more."),
        msg("Ask the publisher for the new address, or to take the dead one out of the portal."),
    ),
    FailureCode.SERVER: _retry(
        msg("The server has a breakdown of its own."),
        msg("Wait for the next run. If it lasts, tell the operator of the portal."),
    ),
    FailureCode.WRONG_FORMAT: _fail(
        msg("The answer is not what was expected, often a web page instead of data."),
        msg("Check the address and the connector of the source, or the address of the file."),
    ),
    FailureCode.MALFORMED: _skip(
        msg("The file is damaged, or the dataset has no identifier."),
        msg("Ask the publisher to publish it again."),
    ),
    FailureCode.MAPPING: _skip(
        msg("The description of this dataset could not be understood."),
        msg("Report it to the maintainers of partage: its raw record was kept for them."),
    ),
    FailureCode.DUPLICATE_ID: _skip(
        msg("The portal lists two datasets under the same identifier."),
        msg("Ask the operator of the portal to give each dataset its own identifier."),
    ),
    FailureCode.PAGING_LOOP: _fail(
        msg("The portal shows the same page of its catalogue again and again."),
        msg(
            "Tell the operator of the portal. A catalogue that is very long needs a higher "
            "politeness.max_pages."
        ),
    ),
    FailureCode.TRUNCATED: _fail(
        msg("The portal shows fewer datasets than it announces: nothing was withdrawn."),
        msg("Wait for the next run. If it lasts, tell the operator of the portal."),
    ),
    FailureCode.MASS_DELETION: _fail(
        msg("Too many datasets vanished at once: nothing was withdrawn."),
        msg(
            "Look at the portal. If they were removed on purpose, agree with: partage confirm, "
            "followed by the name of the source."
        ),
    ),
    FailureCode.POLICY: _fail(
        msg(
            "A safety rule refuses it: a private address, a path outside the folder, or our own "
            "dataset come back."
        ),
        msg("If the host is yours, list it under network.allow_private. Otherwise leave it."),
    ),
    FailureCode.TOO_LARGE: _skip(
        msg("The file or the page is larger than the limit."),
        msg(
            "If this is expected, raise politeness.max_file_bytes or max_page_bytes of the source."
        ),
    ),
    FailureCode.DECOMPRESSION: _skip(
        msg("The file unpacks to a size out of proportion, as traps do."),
        msg("Ask the publisher for the file without compression, or raise politeness.max_ratio."),
    ),
    FailureCode.LINE_TOO_LONG: _skip(
        msg("A line of the file is longer than the limit: it is probably no table."),
        msg("Check the file. If it is right, raise politeness.max_line_bytes of the source."),
    ),
    FailureCode.EMPTY: _skip(
        msg("The file is empty."),
        msg("Ask the publisher to fill the file or to take it out of the portal."),
    ),
    FailureCode.UNSUPPORTED: _skip(
        msg("The file holds no table that can be read, for example a PDF."),
        msg("Ask the publisher for a CSV, or leave this format out with select.formats."),
    ),
    FailureCode.ENCODING: _skip(
        msg("The characters of the file cannot be read: it is neither UTF-8 nor Windows-1252."),
        msg("Ask the publisher to save the file as UTF-8."),
    ),
    FailureCode.NOT_CONFORMING: _skip(
        msg("The table does not conform to its schema, and only conforming tables are published."),
        msg("Send the quality report to the publisher, who corrects the file."),
    ),
    FailureCode.PERSONAL_DATA: _skip(
        msg("Personal data may remain: the table is in quarantine and is not published."),
        msg(
            "Read the anonymisation report, then correct the file or write a decision in the "
            "policy file."
        ),
    ),
    FailureCode.RETRACTED: _skip(
        msg("A data officer has taken this content back: it is never published again."),
        msg("Ask the publisher for a corrected file: it is published like any other."),
    ),
    FailureCode.LOST_OBJECT: _skip(
        msg("The published file of this table is missing from the lake, or damaged."),
        msg(
            "Each run makes it again as soon as the source answers. If it lasts, restore the "
            "public objects of the lake from a backup."
        ),
    ),
    FailureCode.INTERNAL: _fail(
        msg("An unforeseen error of partage."),
        msg("Report it to the maintainers with the identifier shown; the next run tries again."),
    ),
}


def decision(code: FailureCode, *, item: bool = False) -> Decision:
    """What is done about a failure of a source, or of one of its items.

    An item never fails its source, and a source's own address is no item to skip.
    """
    usual = TAXONOMY[code].decision
    if usual is Decision.RETRY:
        return usual
    return Decision.SKIP if item else Decision.FAIL


def next_step(code: FailureCode) -> Message:
    """What the data officer can do."""
    return TAXONOMY[code].next_step
