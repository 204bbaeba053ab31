"""The federated catalogue over HTTP: renders documents at publication, serves them afterwards.

`render.render` is called by publication; `app.create_app` only reads what was published.
"""
