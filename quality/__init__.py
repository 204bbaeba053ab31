"""The quality stage: bytes to a table, and what that table is worth against its schema.

Start at `quality.reading.read_table` (a file becomes a `TableFile`), then
`quality.examine.examine` (the table against its schema). `ENGINE` names the version of the
verdicts: it belongs to the key by which an unchanged file is skipped.
"""

from importlib.metadata import version

#: Raise the number when the same file and schema may get another report.
_REVISION = 2

ENGINE = "quality-{}+{}".format(
    _REVISION,
    "+".join(
        f"{name}-{version(name)}"
        for name in ("frictionless", "frformat", "phonenumbers", "python-stdnum")
    ),
)
