"""The datasets that are no copies of others, put so that pages of them are found by their order."""

from sqlalchemy import ColumnElement, func

from federation.store.schema import published_dataset


def no_copy() -> ColumnElement[bool]:
    """Whether a dataset is no copy of another one, without the index of copies.

    Nearly every dataset is none: through that index SQLite would read and sort all of them, with
    their documents, for each page.
    """
    return func.coalesce(published_dataset.c.copy_of, "") == ""
