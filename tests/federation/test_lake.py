import hashlib
import os
import stat
import threading

import pytest

from federation.errors import LakeError
from federation.lake import open_lake


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
