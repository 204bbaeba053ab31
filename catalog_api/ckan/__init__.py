"""The CKAN façade: the action API's routes, envelope, query language."""
