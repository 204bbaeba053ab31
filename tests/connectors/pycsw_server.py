"""Run by a real pycsw's own interpreter: load a folder of records, then serve them on loopback.

Usage: python pycsw_server.py FOLDER; the folder holds records/*.xml. Prints the port it listens on.
"""

import os
import sys
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

folder = Path(sys.argv[1])
database = f"sqlite:///{folder / 'records.db'}"
configuration = folder / "pycsw.cfg"


def configure(port):
    configuration.write_text(
        f"""[server]
home=.
url=http://127.0.0.1:{port}/csw
mimetype=application/xml; charset=UTF-8
encoding=UTF-8
language=en-US
maxrecords=1000
loglevel=ERROR
logfile=
profiles=apiso
[manager]
transactions=false
allowed_ips=127.0.0.1
[metadata:main]
identification_title=Catalogue de Test
identification_abstract=Essai
identification_keywords=essai
identification_keywords_type=theme
identification_fees=None
identification_accessconstraints=None
provider_name=Ville
provider_url=https://ville.example.org/
contact_name=Equipe
contact_position=Equipe
contact_address=Rue
contact_city=Ville
contact_stateorprovince=Ville
contact_postalcode=00000
contact_country=FR
contact_phone=0
contact_fax=0
contact_email=equipe@ville.example.org
contact_url=https://ville.example.org/
contact_hours=0
contact_instructions=0
contact_role=pointOfContact
[repository]
database={database}
table=records
""",
        "utf-8",
    )


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


os.environ["PYCSW_CONFIG"] = str(configuration)
os.environ["PYCSW_ROOT"] = str(folder)
os.chdir(folder)

from pycsw import wsgi  # noqa: E402
from pycsw.core import admin, config  # noqa: E402

context = config.StaticContext()
admin.setup_db(database, "records", ".")
admin.load_records(context, database, "records", str(folder / "records"))
wsgi.print = lambda *_: None  # it prints each path
server = make_server("127.0.0.1", 0, wsgi.application, handler_class=Quiet)
configure(server.server_port)
sys.stdout.write(f"{server.server_port}\n")
sys.stdout.flush()
server.serve_forever()
