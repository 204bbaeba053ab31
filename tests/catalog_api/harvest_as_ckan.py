"""Runs in an environment of its own: the harvest code of ckanext-harvest against an address.

`python harvest_as_ckan.py URL` with conditions on standard input, one JSON list of `fq` terms a
line; prints a JSON list of what the code found for each: ids in order, or what it raised. Then the
groups and organisations of the first harvest, as its import asks for them.
"""

import json
import sys

from ckanext.harvest.harvesters.ckanharvester import CKANHarvester, SearchError


def main():
    # A plugin of CKAN that no CKAN has loaded: its own code, without its registration.
    harvester = object.__new__(CKANHarvester)
    harvester._set_config("")
    address, found = sys.argv[1], []
    packages = []
    for line in sys.stdin:
        try:
            packages.append(harvester._search_for_datasets(address, json.loads(line)))
            found.append([package["id"] for package in packages[-1]])
        except SearchError as error:
            found.append(f"{type(error).__name__}: {error}")
    groups = {group["id"]: group for package in packages[0] for group in package["groups"]}
    cities = {package["owner_org"] for package in packages[0]}
    answer = {
        "found": found,
        "packages": packages[0],
        "groups": [harvester._get_group(address, group)["name"] for group in groups.values()],
        "cities": [harvester._get_organization(address, city)["name"] for city in cities],
    }
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
