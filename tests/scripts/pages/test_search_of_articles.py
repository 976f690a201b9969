"""What a search costs in a thousand posts made of the sentences of these articles, for the words that their readers look for."""

import gc
import gzip
import json
import random
import subprocess

import pytest

from scripts.pages.search_index import files
from scripts.shared.node import node
from scripts.shared.paths import ROOT
from tests.scripts.pages.test_search_index import entry

pytestmark = pytest.mark.articles
COST = """
const [path, root, ...queries] = process.argv.slice(1);
const { readFileSync } = await import("node:fs");
const { Index } = await import(`${root}/overrides/assets/javascripts/search/index.mjs`);
const files = JSON.parse(readFileSync(path, "utf8"));
const costs = [];
for (const query of queries) {
  const names = ["contents.json"];
  const fetched = async (name) => (names.push(name), JSON.parse(files[name]));
  const index = new Index(JSON.parse(files["contents.json"]), fetched);
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
    gc.disable()  # millions of numbers in lists, and no cycle among them
    written = files([*posts, *parts], "")
    gc.enable()
    path = tmp_path / "files.json"  # thousands of files take longer than all else here
    path.write_text(json.dumps(written, ensure_ascii=False), encoding="utf-8")
    groups = json.loads((ROOT / "tests" / "data" / "queries.json").read_text(encoding="utf-8")).values()
    queries = [query for group in groups for query in group]
    command = [node(), "--input-type=module", "-e", COST, str(path), str(ROOT), *queries]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)

    asked = {query: names for query, names, _ in json.loads(done.stdout)}
    sizes = {name: len(gzip.compress(written[name].encode())) for name in set().union(*asked.values())}
    costs = {query: sum(sizes[name] for name in names) for query, names in asked.items()}
    assert max(costs.values()) <= 150_000, costs
    assert sorted(milliseconds for *_, milliseconds in json.loads(done.stdout))[-3] <= 100
