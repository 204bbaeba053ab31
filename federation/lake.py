"""The lake: content-addressed, create-once objects in a local folder or an S3 bucket.

Objects are named by the SHA-256 of their bytes, sharded by its first two digits. `raw` holds what
portals sent and is private (mode 0700, erased after a retention); `public` holds what the gate
passed. An object that exists is never written again, so writers cannot conflict. A file that a
killed process left half written is named by its process, so that `sweep` knows it.
"""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, Protocol

from federation.errors import LakeError
from federation.i18n import msg
from federation.partials import prefix, sweep_partials, write_once
from federation.settings import S3Settings

Zone = Literal["raw", "public"]
ZONES: tuple[Zone, ...] = ("raw", "public")


def sha256_file(path: Path) -> str:
    """SHA-256 of a file, hexadecimal, in constant memory."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


class Lake(Protocol):
    """What stages and catalogue need of an object store."""

    def put(self, zone: Zone, path: Path, sha256: str | None = None) -> str:
        """Store a file's bytes; returns their SHA-256, given or computed. Idempotent."""

    def put_bytes(self, zone: Zone, body: bytes) -> str:
        """Store bytes; returns their SHA-256. Idempotent."""

    def local(self, zone: Zone, sha256: str) -> Path:
        """A local file with the object's bytes; LakeError when absent."""

    def exists(self, zone: Zone, sha256: str) -> bool:
        """Whether the object is there."""

    def sizes(self, zone: Zone, names: Iterable[str]) -> Mapping[str, int]:
        """Bytes of these objects, by SHA-256; absent ones left out. Reads none of them."""

    def delete(self, zone: Zone, sha256: str) -> None:
        """Erase an object; absent is fine."""

    def forget(self, zone: Zone, sha256: str) -> None:
        """Erase this machine's own copy of an object, where it has one besides the object."""

    def objects(self, zone: Zone) -> Iterator[tuple[str, float]]:
        """Every object of a zone with the POSIX time it was written."""

    def sweep(self, *, partial_before: float, raw_before: float) -> None:
        """Erase what killed processes left half written, and old copies of raw objects.

        Of processes that cannot be asked (other machines), what was written before
        `partial_before`; copies, not objects, from before `raw_before`. Both are POSIX times.
        """


def open_lake(root: str, s3: S3Settings | None = None, cache: Path | None = None) -> Lake:
    """The lake of a folder path, or of `s3://bucket/prefix` with a local cache folder."""
    if root.startswith("s3://"):
        if cache is None:
            raise ValueError("an S3 lake needs a local cache folder")
        return S3Lake(root, s3 or S3Settings(), cache)
    return LocalLake(Path(root))


def _missing(zone: Zone, sha256: str) -> LakeError:
    return LakeError(msg("Object %(name)s is not in the lake.", name=f"{zone}/{sha256}"))


class LocalLake:
    """Objects under a folder of this machine."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for zone in ZONES:
            (root / zone).mkdir(parents=True, exist_ok=True)
        (root / "raw").chmod(0o700)

    def _path(self, zone: Zone, sha256: str) -> Path:
        return self.root / zone / sha256[:2] / sha256

    def put(self, zone: Zone, path: Path, sha256: str | None = None) -> str:
        sha256 = sha256 or sha256_file(path)
        write_once(self._path(zone, sha256), path)
        return sha256

    def put_bytes(self, zone: Zone, body: bytes) -> str:
        with tempfile.NamedTemporaryFile(dir=self.root / zone, prefix=prefix()) as handle:
            handle.write(body)
            handle.flush()
            return self.put(zone, Path(handle.name))

    def local(self, zone: Zone, sha256: str) -> Path:
        path = self._path(zone, sha256)
        if not path.exists():
            raise _missing(zone, sha256)
        return path

    def exists(self, zone: Zone, sha256: str) -> bool:
        return self._path(zone, sha256).exists()

    def sizes(self, zone: Zone, names: Iterable[str]) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for name in names:
            with suppress(FileNotFoundError):
                found[name] = self._path(zone, name).stat().st_size
        return found

    def delete(self, zone: Zone, sha256: str) -> None:
        self._path(zone, sha256).unlink(missing_ok=True)

    def forget(self, zone: Zone, sha256: str) -> None:
        """Nothing to do: the object is the only copy."""

    def sweep(self, *, partial_before: float, raw_before: float) -> None:
        for zone in ZONES:
            sweep_partials(self.root / zone, partial_before)

    def objects(self, zone: Zone) -> Iterator[tuple[str, float]]:
        for path in (self.root / zone).glob("??/*"):
            if not path.name.startswith("."):
                yield path.name, path.stat().st_mtime


class S3Lake:
    """Objects in an S3-compatible bucket; reads go through a local cache of whole objects."""

    def __init__(self, root: str, s3: S3Settings, cache: Path) -> None:
        import s3fs

        self.root = root.removeprefix("s3://").rstrip("/")
        self._fs: Any = s3fs.S3FileSystem(
            key=s3.key,
            secret=s3.secret,
            endpoint_url=s3.endpoint,
            client_kwargs={"region_name": s3.region},
            use_listings_cache=False,
        )
        self._cache = cache
        cache.mkdir(parents=True, exist_ok=True, mode=0o700)
        cache.chmod(0o700)

    def _key(self, zone: Zone, sha256: str) -> str:
        return f"{self.root}/{zone}/{sha256[:2]}/{sha256}"

    def put(self, zone: Zone, path: Path, sha256: str | None = None) -> str:
        sha256 = sha256 or sha256_file(path)
        if not self.exists(zone, sha256):
            try:
                # Conditional on absence: of two writers one wins, with the same bytes.
                self._fs.put_file(str(path), self._key(zone, sha256), mode="create")
            except FileExistsError:
                return sha256
        return sha256

    def put_bytes(self, zone: Zone, body: bytes) -> str:
        with tempfile.NamedTemporaryFile(dir=self._cache, prefix=prefix()) as handle:
            handle.write(body)
            handle.flush()
            return self.put(zone, Path(handle.name))

    def local(self, zone: Zone, sha256: str) -> Path:
        cached = self._cached(zone, sha256)
        if cached.exists():
            return cached
        cached.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = cached.with_name(f"{prefix()}{sha256}")
        try:
            partial.touch(mode=0o600)
            self._fs.get_file(self._key(zone, sha256), str(partial))
        except FileNotFoundError as error:
            partial.unlink(missing_ok=True)
            raise _missing(zone, sha256) from error
        if sha256_file(partial) != sha256:
            partial.unlink(missing_ok=True)
            raise LakeError(
                msg(
                    "Object %(name)s does not hold the bytes its name says.",
                    name=f"{zone}/{sha256}",
                )
            )
        partial.replace(cached)
        return cached

    def exists(self, zone: Zone, sha256: str) -> bool:
        return bool(self._fs.exists(self._key(zone, sha256)))

    def sizes(self, zone: Zone, names: Iterable[str]) -> Mapping[str, int]:
        """By listing the folders that hold them: 256 at most, however many objects are asked."""
        wanted = frozenset(names)
        found: dict[str, int] = {}
        for shard in sorted({name[:2] for name in wanted}):
            with suppress(FileNotFoundError):
                for detail in self._fs.ls(f"{self.root}/{zone}/{shard}", detail=True):
                    found[detail["name"].rsplit("/", 1)[-1]] = int(detail["size"])
        return {name: size for name, size in found.items() if name in wanted}

    def delete(self, zone: Zone, sha256: str) -> None:
        self.forget(zone, sha256)
        bucket, _, key = self._key(zone, sha256).partition("/")
        try:
            # A bucket that keeps versions would only hide what is deleted by its name.
            for version in self._versions(bucket, key):
                self._fs.call_s3("delete_object", Bucket=bucket, Key=key, VersionId=version)
        except OSError:  # a store without versions, or a key that may not list them
            if self.exists(zone, sha256):
                self._fs.rm_file(self._key(zone, sha256))

    def _versions(self, bucket: str, key: str) -> list[str]:
        found = self._fs.call_s3("list_object_versions", Bucket=bucket, Prefix=key)
        parts = (*found.get("Versions", ()), *found.get("DeleteMarkers", ()))
        return [part["VersionId"] for part in parts if part["Key"] == key]

    def forget(self, zone: Zone, sha256: str) -> None:
        self._cached(zone, sha256).unlink(missing_ok=True)

    def _cached(self, zone: Zone, sha256: str) -> Path:
        return self._cache / zone / sha256[:2] / sha256

    def sweep(self, *, partial_before: float, raw_before: float) -> None:
        sweep_partials(self._cache, partial_before)
        for path in self._cache.glob("raw/??/[!.]*"):
            if path.stat().st_mtime < raw_before:
                path.unlink(missing_ok=True)
        with suppress(OSError):  # a store that does not list them
            self._abort_uploads(partial_before)

    def _abort_uploads(self, before: float) -> None:
        """Give up what killed processes had begun to send in parts: the parts are kept unseen."""
        bucket, _, prefix = self.root.partition("/")
        found = self._fs.call_s3("list_multipart_uploads", Bucket=bucket, Prefix=prefix)
        for upload in found.get("Uploads", ()):
            if upload["Initiated"].timestamp() < before:
                self._fs.call_s3(
                    "abort_multipart_upload",
                    Bucket=bucket,
                    Key=upload["Key"],
                    UploadId=upload["UploadId"],
                )

    def objects(self, zone: Zone) -> Iterator[tuple[str, float]]:
        prefix = f"{self.root}/{zone}"
        found = self._fs.find(prefix, detail=True) if self._fs.exists(prefix) else {}
        for key, detail in found.items():
            yield key.rsplit("/", 1)[-1], detail["LastModified"].timestamp()
