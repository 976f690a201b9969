from scripts.shared.files import write_if_changed


def test_a_new_file_is_written_with_the_folders_above_it(tmp_path):
    path = tmp_path / "a" / "b" / "file"
    assert write_if_changed(path, b"content")
    assert path.read_bytes() == b"content"


def test_equal_content_is_not_written(tmp_path):
    path = tmp_path / "file"
    write_if_changed(path, b"content")
    before = path.stat()
    assert not write_if_changed(path, b"content")
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_other_content_takes_the_place_whole_and_leaves_nothing_beside_it(tmp_path):
    path = tmp_path / "file"
    write_if_changed(path, b"content")
    with path.open("rb") as reader:
        assert write_if_changed(path, b"other")
        assert reader.read() == b"content", "who reads while it is written sees the old file"
    assert path.read_bytes() == b"other"
    assert [each.name for each in tmp_path.iterdir()] == ["file"]
