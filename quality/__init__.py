"""The quality stage: bytes to a table, and what that table is worth against its schema.

Start at `quality.reading.reader.read_table` (a file becomes a `TableFile`), then
`quality.conformity.verdict.judge_file` (the file against its schema). Each package has one subject,
and looks only at those below it: `report`, `fixing`, `grades`, `series`; `conformity`, `documents`;
`checks`; `cells`; `words`; `schemas`, `reading`. `ENGINE` names the version of the verdicts: it
belongs to the key by which an unchanged file is skipped.
"""

from importlib.metadata import version

#: Raise the number when the same file and schema may get another report.
_REVISION = 5

ENGINE = "quality-{}+{}".format(
    _REVISION,
    "+".join(
        f"{name}-{version(name)}"
        for name in ("frictionless", "frformat", "phonenumbers", "python-stdnum")
    ),
)
