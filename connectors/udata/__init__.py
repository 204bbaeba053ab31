"""udata: data.gouv.fr and its sisters."""
