import pytest

from scripts import wechat
from scripts.shared import front_matter


@pytest.mark.parametrize(
    ("arguments", "site_url", "said"),
    [
        (["zero"], "", "没有设置 SITE_URL"),
        (["zer"], "https://reader.invalid/", "没有文章 zer。"),
        ([""], "https://reader.invalid/", "没有文章 （空）。"),
        (["zero", "--site", "no-site"], "https://reader.invalid/", "no-site/ 里没有 posts/zero/。先运行 make site。"),
    ],
)
def test_what_is_lacking_is_said_in_one_sentence(monkeypatch, capsys, tmp_path, arguments, site_url, said):
    monkeypatch.setenv("SITE_URL", site_url)
    post = tmp_path / "docs" / "zero.md"
    post.parent.mkdir()
    post.write_text("---\nslug: zero\n---\n", encoding="utf-8")
    monkeypatch.setattr(front_matter, "posts", lambda: [post])
    assert wechat.main(arguments) == 1
    assert said in capsys.readouterr().err


def test_a_post_is_known_by_its_file_too(monkeypatch, tmp_path):
    post = tmp_path / "k-means.md"
    post.write_text("---\nslug: k-means从入门到调包\n---\n", encoding="utf-8")
    monkeypatch.setattr(front_matter, "posts", lambda: [post])
    assert wechat.slug_of("k-means") == wechat.slug_of("k-means从入门到调包") == "k-means从入门到调包"
