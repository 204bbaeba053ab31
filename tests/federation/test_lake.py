import hashlib
import os
import stat
import subprocess
import sys
import threading
import time

import pytest

from federation.errors import LakeError
from federation.lake import open_lake
from federation.partials import prefix


def test_an_object_is_named_by_its_bytes(lake, tmp_path):
    file = tmp_path / "table.csv"
    file.write_bytes(b"ville;habitants\nQuito;1763275\n")
    name = lake.put("raw", file)
    assert name == hashlib.sha256(file.read_bytes()).hexdigest()
    assert lake.local("raw", name).read_bytes() == file.read_bytes()
    assert lake.exists("raw", name)
    assert not lake.exists("public", name)


def test_writing_the_same_bytes_again_is_success(lake):
    first = lake.put_bytes("public", b"same")
    assert lake.put_bytes("public", b"same") == first
    assert [name for name, _ in lake.objects("public")] == [first]


def test_sizes_are_told_of_what_is_there(lake):
    names = [lake.put_bytes("public", b"x" * count) for count in (1, 20, 300)]
    lake.put_bytes("public", b"not asked for")
    asked = [*names, "0" * 64, names[0][:2] + "f" * 62]
    assert lake.sizes("public", asked) == dict(zip(names, (1, 20, 300), strict=True))
    assert lake.sizes("raw", names) == {}
    lake.delete("public", names[1])
    assert set(lake.sizes("public", names)) == {names[0], names[2]}


def test_an_absent_object_is_an_error_that_names_it(lake):
    with pytest.raises(LakeError, match="a" * 64):
        lake.local("public", "a" * 64)


def test_deleting_erases_and_may_be_repeated(lake):
    name = lake.put_bytes("raw", b"old")
    lake.local("raw", name)
    lake.delete("raw", name)
    lake.delete("raw", name)
    assert not lake.exists("raw", name)
    with pytest.raises(LakeError):
        lake.local("raw", name)


def test_two_writers_of_one_object_do_not_conflict(lake):
    body = os.urandom(200_000)
    names = []
    threads = [
        threading.Thread(target=lambda: names.append(lake.put_bytes("public", body)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(names)) == 1
    assert len(names) == 4


def test_the_raw_zone_is_private(tmp_path):
    open_lake(str(tmp_path / "lake"))
    assert stat.S_IMODE((tmp_path / "lake" / "raw").stat().st_mode) == 0o700


def test_bytes_that_do_not_match_their_name_are_refused(s3_bucket, tmp_path):
    import s3fs

    root, settings = s3_bucket
    lake = open_lake(root, settings, tmp_path / "cache")
    name = lake.put_bytes("public", b"right")
    files = s3fs.S3FileSystem(key="test", secret="test", endpoint_url=settings.endpoint)
    files.pipe_file(f"{root.removeprefix('s3://')}/public/{name[:2]}/{name}", b"wrong")
    with pytest.raises(LakeError, match="does not hold"):
        lake.local("public", name)


def partial_of(folder, pid, text=b"en clair"):
    """What a process of this machine leaves when it is killed while it writes."""
    path = folder / f"{prefix().rsplit('-', 2)[0]}-{pid}-abc"
    path.write_bytes(text)
    return path


def gone():
    """The number of a process that ran and is no more."""
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


def test_what_a_killed_process_left_half_written_is_swept(tmp_path):
    lake = open_lake(str(tmp_path / "lake"))
    name = lake.put_bytes("raw", b"whole")
    shard = tmp_path / "lake" / "raw" / name[:2]
    left = [partial_of(shard, gone()), partial_of(shard.parent, gone())]
    kept = partial_of(shard, os.getpid())
    lake.sweep(partial_before=0, raw_before=0)
    assert not any(path.exists() for path in left)
    assert kept.exists()
    assert lake.exists("raw", name)
    lake.sweep(partial_before=time.time() + 1, raw_before=0)
    assert not kept.exists()


def test_nothing_in_the_raw_zone_can_be_read_by_others(tmp_path):
    lake = open_lake(str(tmp_path / "lake"))
    path = lake.local("raw", lake.put_bytes("raw", b"en clair"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_copies_of_raw_objects_are_private_and_do_not_outlive_them(s3_bucket, tmp_path):
    root, settings = s3_bucket
    lake = open_lake(root, settings, tmp_path / "cache")
    name = lake.put_bytes("raw", b"en clair")
    shown = lake.put_bytes("public", b"for all")
    copies = [lake.local("raw", name), lake.local("public", shown)]
    assert [stat.S_IMODE(path.stat().st_mode) for path in copies] == [0o600, 0o600]
    assert stat.S_IMODE((tmp_path / "cache").stat().st_mode) == 0o700
    lake.sweep(partial_before=0, raw_before=0)
    assert copies[0].exists()
    lake.sweep(partial_before=0, raw_before=time.time() + 1)
    assert [path.exists() for path in copies] == [False, True]
    assert lake.exists("raw", name)
    lake.forget("public", shown)
    assert not copies[1].exists()
    assert lake.exists("public", shown)


def bucket_of(s3_bucket):
    import s3fs

    root, settings = s3_bucket
    files = s3fs.S3FileSystem(key="test", secret="test", endpoint_url=settings.endpoint)
    return files, root.removeprefix("s3://").partition("/")[0]


def test_a_bucket_that_keeps_versions_keeps_none_of_what_is_erased(s3_bucket, tmp_path):
    files, bucket = bucket_of(s3_bucket)
    files.call_s3(
        "put_bucket_versioning", Bucket=bucket, VersioningConfiguration={"Status": "Enabled"}
    )
    lake = open_lake(*s3_bucket, tmp_path / "cache")
    name = lake.put_bytes("raw", b"en clair")
    files.rm_file(f"{bucket}/lake/raw/{name[:2]}/{name}")
    assert files.call_s3("list_object_versions", Bucket=bucket)["Versions"]
    lake.delete("raw", name)
    found = files.call_s3("list_object_versions", Bucket=bucket)
    assert (found.get("Versions"), found.get("DeleteMarkers")) == (None, None)


def test_an_upload_in_parts_that_was_killed_is_given_up(s3_bucket, tmp_path):
    files, bucket = bucket_of(s3_bucket)
    for key in ("lake/raw/aa/killed", "other/thing"):
        begun = files.call_s3("create_multipart_upload", Bucket=bucket, Key=key)
        files.call_s3(
            "upload_part",
            Bucket=bucket,
            Key=key,
            PartNumber=1,
            UploadId=begun["UploadId"],
            Body=b"en clair",
        )
    lake = open_lake(*s3_bucket, tmp_path / "cache")
    lake.sweep(partial_before=0, raw_before=0)
    assert len(files.call_s3("list_multipart_uploads", Bucket=bucket)["Uploads"]) == 2
    lake.sweep(partial_before=time.time() + 60, raw_before=0)
    (left,) = files.call_s3("list_multipart_uploads", Bucket=bucket)["Uploads"]
    assert left["Key"] == "other/thing"
