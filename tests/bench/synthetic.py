"""Posts of about 8 KB that every generator of sites can read: what a build costs by the number of posts is measured on them.

Post ``number`` is always the same text. Chinese prose, headings, code, formulas, a table, footnotes, tags and links, and
nothing that only this site, or only Material, understands.
"""

import datetime
import random
from collections.abc import Iterator
from pathlib import Path

SUBJECTS = ("学习率", "质心", "残差", "梯度", "显存", "小批量", "弱学习器", "参数", "这一步的损失", "验证集的误差")
VERBS = ("随训练下降", "在第三步之后收敛", "比上一轮小", "由前两项算出", "和样本数成正比", "几乎不变", "先升后降")
CAUSES = (
    "数据只有一份",
    "每张卡都存了它",
    "步长取得太大",
    "预热限制了方差",
    "簇的大小相差很多",
    "前一轮已经拟合了大半",
)
ENDS = ("把它画出来就看得见", "换一个随机种子再跑一次", "先看最简单的情形", "下一节给出证明", "这和论文的说法一致")
TAGS = ("聚类", "优化", "分布式训练", "梯度提升", "调参", "数学", "工程", "实验", "历史", "入门", "可视化", "PyTorch")
SECTIONS = ("问题从哪里来", "最简单的情形", "公式", "代码", "结果", "什么时候失灵", "小结")
FIRST_DAY = datetime.date(2016, 7, 9)
EDITED = "这一句是刚改的。"


def write(folder: Path, count: int) -> None:
    """Write the first ``count`` posts into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"{slug(number)}.md").write_text(post(number, count), encoding="utf-8")


def edit(folder: Path, number: int) -> None:
    """Add a sentence to the text of a post, as an author does."""
    path = folder / f"{slug(number)}.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\n\n## ", f"\n\n{EDITED}\n\n## ", 1), encoding="utf-8")


def slug(number: int) -> str:
    return f"post-{number:04}"


def post(number: int, count: int) -> str:
    """Return the source of a post, which links to two of the ``count``."""
    chance = random.Random(number)
    day = FIRST_DAY + datetime.timedelta(days=3 * number)
    tags = ", ".join(chance.sample(TAGS, 3))
    head = (
        f"---\ntitle: 第 {number} 篇短文\nslug: {slug(number)}\ndate: {day}\n"
        f"description: 第 {number} 篇：{sentence(chance)}\ntags: [{tags}]\n---\n"
    )
    opening = [paragraph(chance, 3), "<!-- more -->"]
    return "\n\n".join([head, *opening, *body(chance, number, count)]) + "\n"


def body(chance: random.Random, number: int, count: int) -> Iterator[str]:
    for place, title in enumerate(SECTIONS):
        yield f"## {title} {{ #part-{place} }}"
        yield paragraph(chance, 9)
        rate, steps = chance.randint(1, 999), chance.randint(2, 99)
        yield f"取 $\\eta_{{{place}}} = {rate / 1000}$ 和 $T = {steps}$，**{sentence(chance)}**{paragraph(chance, 4)}"
        if title == "公式":
            yield f"$$\n\\eta(t) = \\frac{{{rate}}}{{2}}\\left(1 + \\cos\\frac{{\\pi t}}{{{steps}}}\\right)\n$$"
        elif title == "代码":
            yield f"```python\nrate = {rate / 1000}\nfor step in range({steps}):\n    rate *= 0.9  # 每步减一成\nprint(rate)\n```"
        elif title == "结果":
            rows = [f"| {step} | {chance.random():.3f} | {chance.choice(SUBJECTS)} |" for step in range(8)]
            yield "\n".join(["| 步 | 损失 | 看什么 |", "| --- | --- | --- |", *rows])
        elif title == "什么时候失灵":
            yield "\n".join(f"- {sentence(chance)}" for _ in range(4))
        else:
            other = slug(chance.randrange(count))
            yield f"{paragraph(chance, 3)}另见[一篇短文]({other}.md)，出处见论文[^{slug(number)}-{place}]。"
    for place, title in enumerate(SECTIONS):
        if title not in {"公式", "代码", "结果", "什么时候失灵"}:
            yield f"[^{slug(number)}-{place}]: 作者，*Title {number}*，{2010 + place}，第 {place + 1} 节。"


def paragraph(chance: random.Random, sentences: int) -> str:
    return "".join(sentence(chance) for _ in range(sentences))


def sentence(chance: random.Random) -> str:
    subject, verb, cause, end = map(chance.choice, (SUBJECTS, VERBS, CAUSES, ENDS))
    return chance.choice(
        (f"{subject}{verb}，因为{cause}。", f"{cause}，所以{subject}{verb}。", f"{subject}{verb}：{end}。")
    )
