"""Hand-written metadata as CKAN's package and organisation dictionaries, and as Solr documents.

The keys are those of a captured `package_show` of CKAN 2.12. Identifiers derive from names, so
that they are the same at every start.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from orchestration.demo import solr
from orchestration.demo.http import aware

Metadata = Mapping[str, Any]
Package = dict[str, Any]

_STAMP = "%Y-%m-%dT%H:%M:%S.%f"


class Packages:
    """Everything one portal holds, private datasets included, in the order of identifiers.

    `metadata` is a file of `portals/`; `url` is the site's address with its base path.
    """

    def __init__(self, metadata: Metadata, url: str) -> None:
        self._city = str(metadata["id"])
        self._url = url
        self.organizations = {
            name: self._organization(name, values)
            for name, values in metadata["organizations"].items()
        }
        packages = [self._package(entry) for entry in metadata["datasets"]]
        self.all = sorted(packages, key=lambda package: str(package["id"]))
        #: (resource id, file name) → (path below the data folder, last change)
        self.files = {
            (self.identifier(entry["name"], resource["file"]), Path(resource["file"]).name): (
                str(resource["file"]),
                aware(entry["modified"]),
            )
            for entry in metadata["datasets"]
            for resource in entry["resources"]
        }

    @property
    def public(self) -> list[Package]:
        """What anonymous visitors may list."""
        return [package for package in self.all if not package["private"]]

    def identifier(self, *names: str) -> str:
        """A stable UUID for something this portal names."""
        return str(uuid5(NAMESPACE_URL, "/".join(("demo", self._city, *names))))

    def counted(self, name: str) -> dict[str, Any]:
        """An organisation with its number of public datasets."""
        organization = self.organizations[name]
        count = sum(package["owner_org"] == organization["id"] for package in self.public)
        return organization | {"package_count": count, "display_name": organization["title"]}

    def _organization(self, name: str, values: Metadata) -> dict[str, Any]:
        return {
            "id": self.identifier("organization", name),
            "name": name,
            "title": values["title"],
            "type": "organization",
            "description": values.get("description", ""),
            "image_url": "",
            "created": "2024-01-15T09:00:00",
            "is_organization": True,
            "approval_status": "approved",
            "state": "active",
        }

    def _package(self, entry: Metadata) -> Package:
        resources = [self._resource(entry, place) for place in range(len(entry["resources"]))]
        organization = self.organizations[entry["organization"]]
        written = ("author", "author_email", "maintainer", "maintainer_email", "notes", "url")
        licence = ("license_id", "license_title", "license_url")
        return {name: entry.get(name) for name in (*written, *licence)} | {
            "id": self.identifier(entry["name"]),
            "name": entry["name"],
            "title": entry["title"],
            "type": "dataset",
            "state": "active",
            "version": None,
            "private": bool(entry.get("private", False)),
            "isopen": bool(entry.get("license_url")),
            "creator_user_id": self.identifier("user"),
            "metadata_created": aware(entry["created"]).strftime(_STAMP),
            "metadata_modified": aware(entry["modified"]).strftime(_STAMP),
            "organization": organization,
            "owner_org": organization["id"],
            "extras": [
                {"key": key, "value": str(value)} for key, value in entry.get("extras", {}).items()
            ],
            "groups": [self._group(name, title) for name, title in entry["groups"].items()],
            "tags": [self._tag(name) for name in entry["tags"]],
            "num_tags": len(entry["tags"]),
            "resources": resources,
            "num_resources": len(resources),
            "relationships_as_subject": [],
            "relationships_as_object": [],
        }

    def _resource(self, entry: Metadata, place: int) -> dict[str, Any]:
        values = entry["resources"][place]
        package = self.identifier(entry["name"])
        identifier = self.identifier(entry["name"], values["file"])
        path = f"dataset/{package}/resource/{identifier}/download/{Path(values['file']).name}"
        modified = aware(entry["modified"]).strftime(_STAMP)
        unset = ("cache_last_updated", "cache_url", "mimetype_inner", "resource_type", "size")
        return dict.fromkeys(unset) | {
            "created": aware(entry["created"]).strftime(_STAMP),
            "last_modified": modified,
            "metadata_modified": modified,
            "description": values.get("description"),
            "format": values["format"],
            "hash": "",
            "id": identifier,
            "mimetype": values.get("mimetype"),
            "name": values["name"],
            "package_id": package,
            "position": place,
            "state": "active",
            "url": f"{self._url}/{path}",
            "url_type": "upload",
        }

    def _tag(self, name: str) -> dict[str, Any]:
        return {
            "display_name": name,
            "id": self.identifier("tag", name),
            "name": name,
            "state": "active",
            "vocabulary_id": None,
        }

    def _group(self, name: str, title: str) -> dict[str, Any]:
        return {
            "description": "",
            "display_name": title,
            "id": self.identifier("group", name),
            "image_display_url": "",
            "name": name,
            "title": title,
        }


def document(package: Package) -> solr.Document:
    """A package as the search index sees it."""
    tags = tuple(tag["name"] for tag in package["tags"])
    title, notes = str(package["title"]), str(package["notes"] or "")
    simple = ("id", "name", "title", "owner_org", "license_id", "state")
    return {name: (str(package[name]),) for name in simple if package[name]} | {
        "notes": (notes,),
        "organization": (package["organization"]["name"],),
        "groups": tuple(group["name"] for group in package["groups"]),
        "tags": tags,
        "res_format": tuple(resource["format"] for resource in package["resources"]),
        "dataset_type": ("dataset",),
        "metadata_created": (package["metadata_created"],),
        "metadata_modified": (package["metadata_modified"],),
        solr.TEXT: (" ".join((package["name"], title, notes, *tags)),),
    }
