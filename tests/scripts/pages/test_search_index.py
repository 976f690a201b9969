import gzip
import json
import random
import subprocess

import pytest

from scripts.pages.search_index import (
    Section,
    cut,
    endings,
    files,
    index,
    keys_of,
    plain,
    sections,
    simplified,
    terms,
)
from scripts.shared.node import node
from scripts.shared.paths import ROOT

GLOSSARY = r"""
| 中文 | 英文 | 代码名 | 说明 |
| --- | --- | --- | --- |
| 热重启 { #warm-restart } | warm restart | `T_0` | $\eta$ 跳回高处，周期乘 $T_{\text{mult}}$ |
| 行采样、列采样 { #sampling } | row, column sampling | | 每棵树 |
"""


def entry(location, title, text=""):
    return {"location": location, "title": title, "text": text}


ENTRIES = [
    entry("terms/", "术语表"),
    entry("notebooks/n/", "本子"),
    entry("posts/p/", "文章&lt;一&gt;", "<p>学习率</p>"),
    entry("posts/p/#a", "余弦", "<p>最小\u200b学习率</p>"),
]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("学习率", "学习 习率 率"),
        ("早停，验证", "早停 停 验证 证"),
        ("lr_scheduler.step()", "lr scheduler step lrscheduler schedulerstep"),
        ("CosineDecayLR", "cosinedecaylr cosine decay lr cosinedecay decaylr"),
        ("用Ｋ－Means 的", "kmeans 用kmeans kmeans的 的"),
        ("16GB", "16 gb 16gb"),
    ],
)
def test_the_keys_of_a_text_are_its_pairs_and_its_latin_words(text, keys):
    assert sorted(keys_of(text)) == sorted(keys.split())


def test_articles_come_first_and_each_term_is_a_section():
    found = sections(ENTRIES, GLOSSARY)
    assert [(each.kind, each.location) for each in found] == [
        ("文章", "posts/p/"),
        ("文章", "posts/p/#a"),
        ("术语", "terms/#warm-restart"),
        ("术语", "terms/#sampling"),
        ("notebook", "notebooks/n/"),
    ]
    assert found[1] == Section("文章", "posts/p/#a", "文章<一>", "余弦", "最小学习率")
    assert terms(GLOSSARY, found)["row"] == [3, "行采样", "列采样", "column sampling"]


def test_a_site_without_a_glossary_has_an_index():
    assert json.loads(files(ENTRIES[1:], "")["contents.json"])["terms"] == {}


def test_blocks_of_an_entry_are_lines():
    assert plain("<p>a &lt; b</p> <ul>\n<li><code>c</code></li></ul>") == "a < b\nc"


def test_a_key_tells_where_it_is_whether_in_a_heading_and_how_much():
    found = [Section("文章", "a", "页", "余弦", "余弦"), Section("文章", "b", "页", "题", "余弦" * 9)]
    assert index(found)["余弦"] == [8 + 4, 16 + 6]


def test_each_end_of_a_word_leads_to_it():
    assert endings({"decay", "relay"})["*ay"] == ["decay", "relay"]
    assert "*y" not in endings({"decay"})


def test_a_part_is_as_long_as_it_may_be():
    assert cut(["aa", "bb", "c" * 20, "d"], 10) == [["aa", "bb"], ["c" * 20], ["d"]]


def test_only_characters_that_the_text_has_in_simple_form_stand_for_it():
    assert simplified("学") == "學学"


def test_equal_sites_give_equal_files():
    assert files(ENTRIES, GLOSSARY) == files(ENTRIES, GLOSSARY)


COST = """
const [folder, root, ...queries] = process.argv.slice(1);
const { readFileSync } = await import("node:fs");
const { Index } = await import(`${root}/overrides/assets/javascripts/search/index.mjs`);
const costs = [];
for (const query of queries) {
  const names = ["contents.json"];
  const fetched = async (name) => (names.push(name), JSON.parse(readFileSync(`${folder}/${name}`, "utf8")));
  const index = new Index(JSON.parse(readFileSync(`${folder}/contents.json`, "utf8")), fetched);
  await Promise.all((await index.ranked(query)).slice(0, 10).map((number) => index.section(number)));
  const start = process.cpuUsage(); // whatever else the machine does
  await index.ranked(query);
  const { user, system } = process.cpuUsage(start);
  costs.push([query, names, (user + system) / 1000]);
}
console.log(JSON.stringify(costs));
"""


@pytest.mark.slow
def test_a_query_on_a_thousand_posts_costs_at_most_150_kilobytes(tmp_path):
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs" / "posts").glob("*.md"))]
    sentences = [line for text in texts for line in text.splitlines() if len(line) > 20]
    draw = random.Random(0)
    common = sorted({sign for text in texts for sign in text if "\u4e00" <= sign <= "\u9fff"})

    def other(sentence):
        return "".join(draw.choice(common) if sign > "\u4e00" and draw.random() < 0.1 else sign for sign in sentence)

    def section():
        return "".join(other(draw.choice(sentences)) for _ in range(8))

    posts = [entry(f"posts/{number}/", other(draw.choice(sentences))[:20], section()) for number in range(1000)]
    parts = [entry(f"posts/{n // 9}/#{n % 9}", other(draw.choice(sentences))[:20], section()) for n in range(9000)]
    written = files([*posts, *parts], "")
    for name, content in written.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    groups = json.loads((ROOT / "tests" / "data" / "queries.json").read_text(encoding="utf-8")).values()
    queries = [query for group in groups for query in group]
    command = [node(), "--input-type=module", "-e", COST, str(tmp_path), str(ROOT), *queries]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)

    sizes = {name: len(gzip.compress(content.encode())) for name, content in written.items()}
    costs = {query: sum(sizes[name] for name in names) for query, names, _ in json.loads(done.stdout)}
    assert max(costs.values()) <= 150_000, costs
    assert sorted(milliseconds for *_, milliseconds in json.loads(done.stdout))[-3] <= 100
