"""An entry of the glossary tells where its term is used."""

from types import SimpleNamespace

from scripts.pages.glossary import add_uses

ENTRIES = (
    '<dl class="glossary"><div id="a"><dt>甲</dt><dd>说明</dd></div><div id="b"><dt>乙</dt><dd>说明</dd></div></dl>'
)


def page(url, content, title="页"):
    return SimpleNamespace(url=url, content=content, title=title, file=SimpleNamespace(src_uri=f"{url[:-1]}.md"))


def test_an_entry_lists_articles_before_notebooks_and_one_without_uses_stays():
    mark = '<p><a class="term" href="../../terms/#a" id="term:a">甲</a></p>'
    glossary = page("terms/", ENTRIES)
    add_uses([glossary, page("notebooks/n/", mark, "本子"), page("posts/文/", mark, "文章")])
    links = '<a href="../posts/文/#term:a">文章</a>、<a href="../notebooks/n/#term:a">本子</a>'
    assert glossary.content == ENTRIES.replace("</dd></div>", f'</dd><dd class="uses">用于 {links}</dd></div>', 1)
