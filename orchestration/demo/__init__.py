"""The demonstration federation: five cities' portals on loopback, with data written for it.

`DemoPortals` starts small real HTTP servers that speak CKAN, Opendatasoft and plain files;
`demo_data` finds what they serve (`examples/demo` in a checkout). Everything is synthetic.
`write_federation_file` keeps the federation.yaml of a run beside what the run built.
"""

from orchestration.demo.federation_file import write_federation_file
from orchestration.demo.portals import DemoPortals, demo_data

__all__ = ["DemoPortals", "demo_data", "write_federation_file"]
