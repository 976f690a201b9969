import pytest

from scripts import wechat
from scripts.shared import front_matter


@pytest.mark.parametrize(
    ("arguments", "site_url", "said"),
    [
        (["my-post"], "", "没有设置 SITE_URL"),
        (["zer"], "https://reader.invalid/", "没有文章 zer。"),
        ([""], "https://reader.invalid/", "没有文章 （空）。"),
        (
            ["my-post", "--site", "no-site"],
            "https://reader.invalid/",
            "no-site/ 里没有 posts/my-post/。先运行 make site。",
        ),
    ],
)
def test_what_is_lacking_is_said_in_one_sentence(monkeypatch, capsys, tmp_path, arguments, site_url, said):
    monkeypatch.setenv("SITE_URL", site_url)
    post = tmp_path / "docs" / "my-post.md"
    post.parent.mkdir()
    post.write_text("---\nslug: my-post\n---\n", encoding="utf-8")
    monkeypatch.setattr(front_matter, "posts", lambda: [post])
    assert wechat.main(arguments) == 1
    assert said in capsys.readouterr().err


def test_a_post_is_known_by_its_file_too(monkeypatch, tmp_path):
    post = tmp_path / "d-means.md"
    post.write_text("---\nslug: d-means从入门到调包\n---\n", encoding="utf-8")
    monkeypatch.setattr(front_matter, "posts", lambda: [post])
    assert wechat.slug_of("d-means") == wechat.slug_of("d-means从入门到调包") == "d-means从入门到调包"
