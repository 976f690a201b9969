import pytest

from scripts.shared.archives import archived
from scripts.shared.sources import SourceError

ROW = "https://a.org/x,https://archive.invalid/x\n"


def table(tmp_path, text):
    path = tmp_path / "archived_sources.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_table_of_the_site_can_be_read():
    assert isinstance(archived(), dict)


def test_a_copy_is_found_by_the_address_that_articles_have(tmp_path):
    assert archived(table(tmp_path, f"url,archived\n{ROW}")) == {"https://a.org/x": "https://archive.invalid/x"}
    assert archived(tmp_path / "none.csv") == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ROW, ":1：第一行应为 url,archived。"),
        (f"url,archived\n{ROW}a,b\n", ":3：应为两个完整的网址"),
        ("url,archived\nhttps://a.org/x\n", ":2：应为两个完整的网址"),
        (f"url,archived\n{ROW}{ROW}", ":3：https://a.org/x 写了两次。"),
    ],
)
def test_what_is_wrong_is_told_with_file_line_and_cure(tmp_path, text, said):
    with pytest.raises(SourceError) as refused:
        archived(table(tmp_path, text))
    assert said in str(refused.value)
