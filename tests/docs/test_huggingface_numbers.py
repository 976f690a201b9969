"""Every date, number and version of the history article is that of a row of the tables, and the sentence says whose.

``STATED`` holds, section by section and in the order of the page, what the article says around each number, with a hole
where the number stands: ``{day:first-commit}的第一个提交``. tests/history_traces.py fills a hole from the row of that id.
A number that no hole accounts for fails, and so does one whose sentence lacks the footnote of its row, or states what
the press says without saying so. A number without a footnote is therefore one of ours, worked out of rows, and the page
says so (``OWN``). A rewritten sentence takes its line along.
"""

import re
from typing import NamedTuple

import pytest

from plots.data.history import footnotes
from scripts.shared.markdown_code import without_fences
from tests.history_traces import FRONT, HOLE, PAGE, Value, filled

# Numerals that count nothing of the history: parts of names, of idioms, and what the article itself lays out.
NAMES = ("GPT-2", "TensorFlow 2", "Wav2Vec2", "Llama 2", "DeepSeek-R1")
WORDS = (
    "第三方",
    "三把",
    "两格图",
    "三格图",
    "百分之几",
    "有两种数法",
    "两种讲法",
    "两个日期",
    "百科",
)
NUMERAL = re.compile(r"\d[\d.,]*|[两二三四五六七八九十百千万亿]+|(?<![这那同])一(?=年|周|个月|成|倍)")
SAYS_WHO = re.compile(r"报道|转述|称|说|(?<![数根])据(?=[ 《A-Za-z])")
OURS = "本文"
OWN = "没有脚注的数，是我们从数据表里数出来或算出来的"  # said once, so that sentences need not
HEADING = re.compile(r"^#{2,} .*\{ #([\w-]+) \}$")


class Unit(NamedTuple):
    """What must carry the footnotes of its numbers: a sentence, a row of a table, a figure with its caption, a heading."""

    section: str
    raw: str
    kind: str  # sentence, row, figure, heading

    @property
    def text(self) -> str:
        """Return what is read: without footnotes, targets of links and the marks of lists."""
        text = re.sub(r"\[\^[^\]]+\]", "", self.raw)
        text = re.sub(r"\]\([^)]*\)|<!--.*?-->|\{ #[\w-]+ \}", "", text)
        return re.sub(r"^\s*(?:\d+\. |- |\*\*\d\.\*\* )", "", text)

    def has_note(self, value: Value) -> bool:
        """Return whether a reader sees where a value comes from."""
        if self.section == "preview" or self.kind == "heading":  # footnotes may not stand there
            return True
        if self.kind == "figure":
            return OURS in self.raw or "[^" in self.raw
        return value.is_ours or not value.notes or any(f"[^{note}]" in self.raw for note in value.notes)

    def says_who(self, value: Value) -> bool:
        """Return whether a number of the press is worded as one."""
        return value.evidence != "medium" or self.kind in ("heading", "figure") or bool(SAYS_WHO.search(self.raw))


def units(page: str) -> list[Unit]:
    """Return what a page is made of, without front matter and code."""
    body = re.sub(r"\A---\n.*?\n---\n", "", page, flags=re.DOTALL)
    body = "\n".join(without_fences(body.split("\n")))
    found, section = [], "preview"
    for block in re.split(r"\n{2,}", body):
        if block.strip() == "<!-- more -->":
            section = "hero"
        elif heading := HEADING.match(block):
            section = heading[1]
            found.append(Unit(section, block, "heading"))
        elif block.startswith("!["):
            found.append(Unit(section, block, "figure"))
        else:
            for line in block.split("\n"):
                if line.startswith("|"):
                    found.append(Unit(section, line, "row"))
                else:
                    found += [Unit(section, one, "sentence") for one in re.findall(r"[^。？]+[。？]?", line)]
    return found


def numerals(text: str) -> list[str]:
    """Return the numbers in a text that count something."""
    for word in (*NAMES, *WORDS):
        text = text.replace(word, "")
    return NUMERAL.findall(text)


def mistakes(stated: list[str], told: list[Unit]) -> list[str]:
    """Return what is wrong with the numbers of a section."""
    wrong, waiting = [], list(stated)
    for unit in told:
        text, place = unit.text, 0
        while waiting:
            words, values = filled(waiting[0])
            start = text.find(words, place)
            if start < 0 or numerals(text[place:start]):
                break
            wrong += [
                f"{value.text} 没有脚注 {sorted(value.notes)}：{unit.raw}"
                for _, value in values
                if not unit.has_note(value)
            ]
            wrong += [f"{value.text} 没有写是谁说的：{unit.raw}" for _, value in values if not unit.says_who(value)]
            place = start + len(words)
            waiting.pop(0)
        if untraced := numerals(text[place:]):
            wrong.append(f"{untraced} 查不到来自哪一行：{unit.raw}" + (f"（下一条是 {waiting[0]}）" if waiting else ""))
    return wrong + [f"正文没有这样写：{one}（{filled(one)[0]}）" for one in waiting]


STATED = {
    "preview": [
        "{ym:ios-app}",
        "{day:created}",
        "同一家公司的代码仓库 Transformers 有 {n:stars@2022-04-21} 颗星",
        "源代码里正好 {n:families-on-2022-04-21} 个模型族",
        "离聊天应用上线只过了 {calc:years-from-app-to-article} 年",
        "{wd:friday-tweet}晚上发了一条推文",
        "为什么改过{calc:renames}次名",
    ],
    "hero": [
        "从 {y:founded-in-new-york} 年向下到 {y:updated} 年",
        "{calc:lanes}列依次为产品",
        "{n:events} 件事分在{calc:lanes}列",
    ],
    "evidence": [
        "出处分{calc:grades}级",
        "出处分{calc:grades}级",
        "资料收集到 {day:updated}",
    ],
    "chatbot": [
        "公司 {y:founded-in-new-york} 年在纽约起步",
        "应用上线前后的报道只提到{han:founders-named-in-2017}位创始人",
        "如今的说法是{han:founders-today}人并称联合创始人",
    ],
    "how-many-users": [
        "约 {n:beta-teenagers} 名美国青少年在用",
        "{han:beta-months}个月里聊了 {n:beta-conversations}多次",
        "上线之前有一小组青少年陪它练了{han:years-of-training}年",
        "Numerama 在 {ym:raised-by-launch}的报道里说是“本周”",
        "转引的 TechCrunch 报道发表于 {md:ios-app}",
        "{day:mit-technology-review}",
        "记者和它相处了{han:weeks-with-a-chatbot}个星期",
        "说用户只有{some:users-at-launch}人",
        "{ym:seed-round}",
        "Numerama 的报道说有{some:teenagers-in-2018}名美国青少年",
        "{y:half-a-billion-messages} 年初",
        "用户和机器人互发的消息有 {n:chat_messages@2019-03}条",
        "表白超过 {n:declarations-of-love}次",
    ],
    "parts": [
        "{day:neuralcoref}",
        "{day:torchmoji}",
        "{calc:months-from-torchmoji-to-bert} 个月之后",
        "{day:seed-round}",
        "据报道公司融到 {usd:seed}",
        "只有 {n:employees@2018-05} 个人",
        "打算扩到 {n:staff-planned-in-2018} 人",
    ],
    "bert-week": [
        "git 里是{calc:about-a-week}",
        "{wd:friday-tweet}晚上一条推文",
        "{day:first-commit}",
        "{wd:first-commit}",
        "{md:tensorflow-code}",
        "{wd:tensorflow-code}",
        "{md:bert-week-start}到 {d:bert-week-end}",
        "{wd:bert-week-start}到{wd:bert-week-end}",
        "{n:bert-week-days} 天 {n:bert-week-commits} 次提交",
        "{calc:bert-week-share}以上出自 Wolf 和{han:bert-week-colleagues}位同事",
        "{md:outsiders}",
        "{wd:outsiders}",
        "{md:first-installable-release}",
        "{wd:first-installable-release}",
        "{v:0.1.1} 和 {v:0.1.2} 可以安装",
        "{md:0.2.0}",
        "{wd:0.2.0}",
        "{v:0.2.0}",
        "{md:friday-tweet}",
        "{wd:friday-tweet}",
        "{v:0.3.0} 上传",
        "约 {n:tweet-after-upload} 分钟后 Wolf 发推文",
        "从 {day:first-commit}开始",
        "{md:bert-week-start}到 {d:bert-week-end}连成一条",
        "标着 {n:bert-week-commits} 次提交",
        "{md:first-installable-release}",
        "{d:0.2.0}",
        "{d:0.3.0}标着版本号",
        "推文发出的那个{wd:friday-tweet}",
        "包已经可以安装了 {calc:days-from-install-to-tweet} 天",
        "从{wd:first-commit}开始",
        "深色的一条是提交最密的 {n:bert-week-days} 天",
        "最密的 {n:bert-week-days} 天里确实夹着一个周末",
        "但这 {n:bert-week-days} 天从{wd:bert-week-start}算起",
        "到下个{wd:bert-week-end}为止",
        "从{wd:first-commit}的第一个提交到最密一段的最后一天",
        "相隔 {calc:days-from-first-commit-to-week-end} 天",
        "大约{calc:about-a-week}写成",
        "{wd:friday-tweet}也对上了一半",
        "按 UTC 正是 {md:friday-tweet}晚上",
        "是 {calc:days-from-first-commit-to-install} 天",
        "是 {calc:days-from-first-commit-to-tweet} 天",
        "git 讲的是先用{calc:about-a-week}写出来",
        "再用 {calc:days-from-week-end-to-install} 天让别人装得上",
    ],
    "pivot": [
        "## 转型是{calc:about-a-year}的漂移",
        "FrenchWeb 的报道把决定放在 {n:pivot-year-in-frenchweb} 年底",
        "可是 {y:half-a-billion-messages} 年初",
        "{day:round-a}的 A 轮",
        "过了 {calc:months-from-tweet-to-round-a} 个多月",
        "{day:gpt-and-transformer-xl}",
        "{v:0.5.0} 加入 OpenAI GPT 和 Transformer-XL",
        "只过了{calc:a-week-to-gpt-2}",
        "{md:gpt-2}",
        "{v:0.6.0} 加入 GPT-2",
        "{md:stars-10000}",
        "星标超过 {passed:stars-10000}",
        "A 轮那一天是 {n:stars@2019-12-17} 颗",
        "开源那一列 {year:2017} 年有 {calc:open-source-2017} 件事",
        "{year:2018} 年 {calc:open-source-2018} 件",
        "{year:2019} 年 {calc:open-source-2019} 件",
    ],
    "names": [
        "## {calc:renames}次改名，",
        "一条时间线分成{calc:names}段",
        "{calc:names}个名字",
        "前{calc:old-names}个合起来用了 {calc:days-of-old-names} 天",
        "不到{calc:under-a-year}",
        "{calc:releases-1}",
        "{calc:releases-2}",
        "{calc:releases-3}",
        "里面确实只有 {n:families-at-first-release} 个模型族",
        "{day:renamed-pytorch-transformers}",
        "到 {md:six-model-families}发布 {v:1.0.0}",
        "模型族有 {n:families-at-1-0-0} 个",
        "{md:renamed-transformers}又改一次",
        "当天的 {v:2.0.0} 有 {n:families-at-2-0-0} 个模型族",
        "Transformers 发布于 {y:renamed-transformers} 年",
        "代码从 {y:first-commit} 年就有了",
        "{day:nlp-becomes-datasets}改叫 Datasets",
    ],
    "platform": [
        "{day:tokenizers}第一个提交",
        "{day:sharing-models}合入",
        "{day:datasets-as-nlp}第一个提交",
        "{day:accelerate-first-commit}第一个提交",
        "{day:accelerate}发布",
        "{day:models-as-git-repositories}",
        "{v:3.5.0}",
        "{day:huggingface-hub}第一个提交",
        "{ym:course-part-1}",
        "{day:summer-2021-recap}的回顾说已超过 {n:spaces-in-september-2021} 个",
        "{day:gradio}",
        "已经有超过 {n:gradio-demos}个演示是用它搭的",
        "{day:datasets-paper-award}",
    ],
    "git": [
        "我们觉得 {day:models-as-git-repositories}分量最重",
        "从 {v:3.5.0} 起",
        "{day:hub-discussions}",
    ],
    "hub-models": [
        "{ym:transformers-paper-emnlp}的 EMNLP 论文数出 {n:hub_models@2020-11} 个用户模型",
        "{calc:years-from-paper-to-post}年之后",
        "公司在介绍 {line:5.0.0} 的文章里回忆",
        "{line:4.0.0} 发布的时候约有 {n:hub-models-at-v4-recalled} 个",
        "{line:4.0.0} 就发布在同一个月的 {d:transformers-4}",
        "前后差了{calc:twice}",
        "{ym:hub_models@2021-06}",
        "{n:hub_models@2021-06}",
        "{day:hub_models@2021-09-24}",
        "超过 {n:hub_models@2021-09-24}",
        "{n:hub_datasets@2021-09-24}",
        "{day:hub_models@2022-05-09}",
        "{n:hub_models@2022-05-09}",
        "{n:hub_datasets@2022-05-09}",
    ],
    "gone": [
        "公司定在 {day:infinity}公开演示",
    ],
    "stars": [
        "横轴为 {y:2019-07-02} 年到 {y:2026-08-22} 年",
        "从 {n:stars@2019-07-02} 升到 {n:stars@2026-08-22}",
        "{y:2023-04-30} 年春天最陡",
        "中间有{calc:gaps}处断开",
        "涨得最快的是 {y:2023-04-30} 年春天",
        "线断开的{calc:gaps}处没有快照",
        "从仓库进榜的 {day:2019-07-02}开始",
        "那天是 {n:stars@2019-07-02} 颗",
        "{day:stars-50000}超过 {passed:stars-50000}",
        "{day:stars-60000}超过 {passed:stars-60000}",
        "开头说的 {n:stars@2022-04-21} 颗是 {day:2022-04-21}的快照",
        "那天另有 {n:forks@2022-04-21} 个派生仓库",
        "最新的版本是 {calc:days-since-4-18} 天前的 {v:4.18.0}",
        "每天约多 {calc:stars-per-day} 颗",
        "{ym:2023-04-30}却是每天约 {calc:stars-per-day-april-2023} 颗",
        "在那之前的 {md:llama}",
    ],
    "activity": [
        "横轴为 {quarter:2018Q4}到 {quarter:2026Q4}",
        "末尾{calc:quarters-without-commits}季只有下格有值",
        "{year:2019} 年看着比实际忙",
        "竖线是 {calc:squash}",
        "{year:2019} 年有 {calc:commits-2019} 次提交",
        "{year:2021} 年有 {calc:commits-2021} 次",
        "{year:2019} 年只有 {calc:mainline-2019} 步",
        "{year:2021} 年是 {calc:mainline-2021} 步",
        "不计合并有 {n:commits-on-2022-04-21} 次提交",
        "约 {n:authors-on-2022-04-21} 位作者",
        "开头说的 {n:families-on-2022-04-21} 个模型族",
        "公司说 {line:4.0.0} 时有 {n:architectures-at-v4} 种架构",
        "{ym:transformers-5-candidate}超过 {n:architectures-in-december-2025} 种",
        "{v:4.0.0} 发布当天是 {n:families-at-4-0-0} 个",
        "{year:2025} 年底是 {n:families@2025Q4} 个",
    ],
    "cadence": [
        "{y:first-commit} 年 {calc:releases-in-2018} 个",
        "{y:updated} 年 {calc:releases-in-2026} 个",
        "横线是 {x:4.0.0} 和 {x:5.0.0} 的平均间隔",
        "{x:4.0.0} 平均 {calc:mean-gap-4} 天一版",
        "{x:5.0.0} 平均不到 {calc:mean-gap-5} 天一版",
        "{y:updated} 年数到 {md:transformers-5-23}的 {v:5.23.0}",
        "{year:2020} 年发了 {calc:releases-in-2020} 个大小版本",
        "{year:2025} 年发了 {calc:releases-in-2025} 个",
        "{y:updated} 年还没过完",
        "已经 {calc:releases-in-2026} 个",
        "难道团队忽然勤快了{calc:releases-twice}多",
        "{line:5.0.0} 只是换了节奏",
        "最长的一次是 {calc:longest-gap} 天",
        "其次是 {calc:second-gap} 天",
        "在 {line:5.0.0} 之前",
        "还发了 {calc:patches-before-5} 个补丁和 {calc:candidates-of-5} 个候选版",
    ],
    "bigscience": [
        "IDRIS 在 {n:bigscience-talks-year} 年初的几次谈话",
        "要 {n:bigscience-hours}小时的计算时间",
        "{ym:bigscience}",
        "为期{han:bigscience-years}年的研究工作坊开始",
        "{day:bloom-training}",
        "它已经跑了 {calc:bloom-days-at-article} 天",
        "训练到 {md:bloom-training-end}结束",
        "历时 {n:bloom-training-days} 天",
        "{md:bloom}",
        "{n:bloom-parameters}参数",
        "{n:bloom-natural-languages} 种自然语言",
        "{n:bloom-programming-languages} 种编程语言",
        "算力约值 {n:bloom-compute-eur}欧元",
        "{y:bloom} 年初的主页写 {n:bigscience-researchers-early} 名研究者",
        "{n:bigscience-countries-early} 个国家",
        "发布时的文章写 {n:bloom-researchers} 多人",
        "{n:bloom-countries} 多个国家",
        "{n:bloom-institutions} 多个机构",
    ],
    "money": [
        "最初，{y:first-money} 年（推定）",
        "据报道 {usd:pre-seed}",
        "上线前后，{ym:raised-by-launch}",
        "累计 {sum:angel-extension}",
        "种子轮，{day:seed-round}",
        "据报道 {usd:seed}",
        "A 轮，{day:round-a}",
        "据报道 {usd:series-a}",
        "{n:stars@2019-12-17} 颗星",
        "B 轮，{day:round-b}",
        "据报道 {usd:series-b}",
        "{n:stars@2021-03-11} 颗星",
        "C 轮，{day:round-c}",
        "{usd:series-c}，Lux Capital 领投",
        "{n:stars@2022-05-09} 颗星",
        "{n:hub_models@2022-05-09}个模型",
        "{n:employees@2022-05-09} 多名员工",
        "D 轮，{day:round-d}",
        "据报道 {usd:series-d}",
        "{n:stars@2023-08-24} 颗星",
        "据报道 {n:employees@2023-08-24} 名员工",
        "从最初的 {usd:pre-seed}到 D 轮的 {usd:series-d}",
        "{usd:series-d}对 {sum:series-c}",
        "图里的 {usd:angel-extension}是相减得来的",
        "各轮相加是 {sum:series-d}",
        "Sifted 在采访里说的接近 {n:raised-by-2024}美元",
        "只找到{calc:valued-rounds}个",
        "{value:series-c}是媒体报道的",
        "D 轮的 {value:series-d}",
        "种子轮时是 {n:employees@2018-05} 个人",
        "C 轮前的{calc:year-before-round-c}里从 {n:employees@2021-05} 人涨到 {n:employees@2022-05-09} 多人",
        "用它产品的公司超过 {n:companies_using@2022-05-09}家",
        "从仓库的第一个提交到 A 轮隔了 {calc:months-from-first-commit-to-round-a} 个多月",
        "种子轮为止的 {sum:seed}",
        "写那{calc:about-a-week}代码的人",
    ],
    "epilogue": [
        "第一版发表 {calc:days-from-article-to-round-c} 天之后",
        "此后{calc:years-after}年多",
    ],
    "beyond-language": [
        "早在 {y:wav2vec2} 年",
        "{day:diffusers}",
        "不到{calc:months-to-stable-diffusion}个月",
        "{md:stable-diffusion}，它支持了 Stable Diffusion",
        "{day:lerobot}，机器人库 LeRobot",
        "{ym:pollen-robotics}，公司收购",
        "{m:reachy-mini}，推出桌面机器人 Reachy Mini",
    ],
    "others-models": [
        "{day:llama}",
        "{md:llama-2}",
        "{ym:starcoder}的 StarCoder 来自 BigCode 项目",
        "{ym:smollm}有 SmolLM",
        "{day:open-r1}，公司又开始公开复现 DeepSeek-R1",
        "{ym:argilla}收购 Argilla",
        "{ym:xethub}",
        "{ym:ggml}",
        "{day:chinese-readme}",
        "到本文第一版发表已经 {calc:months-of-chinese-readme} 个月",
        "要再等{calc:year-to-chinese-blog}",
        "到 {day:chinese-blog}",
    ],
    "v5": [
        "### {line:5.0.0} 只剩 PyTorch",
        "就在 {v:2.0.0} 加入 TensorFlow 的那一天",
        "{ym:flax-community-week}的社区活动周",
        "来了近 {n:flax-participants} 人",
        "{day:tensorflow-and-jax-removed}",
        "绕了将近 {calc:years-of-tensorflow} 年",
        "{line:5.0.0} 的第一个候选版",
        "在 {day:transformers-5-candidate}",
        "正式版 {v:5.0.0} 在 {day:transformers-5}",
        "从 {line:4.0.0} 时的 {n:transformers_installs_per_day@2020-11-19}涨到超过 {n:transformers_installs_per_day@2025-12-01}",
        "收集资料时最新的版本是 {day:transformers-5-23}的 {v:5.23.0}",
        "源代码里有 {n:families@2026Q4} 个模型族",
        "星标在 {day:2026-08-22}是 {n:stars@2026-08-22} 颗",
        "{day:tgi-maintenance}",
        "Open LLM Leaderboard 在 {ym:leaderboard-retired}停止更新",
    ],
    "offer": [
        "{ym:nvidia-offer-declined}",
        "公司婉拒了英伟达的 {usd:nvidia-offer}",
        "对应的估值约 {value:nvidia-offer}",
        "公司在 {n:profitable-year} 年盈利",
        "据报道仍是 D 轮的 {value:series-d}",
        "{ym:hub_models@2026-01-29}",
        "据报道有 {n:hub_models@2026-01-29}个模型",
        "超过 {n:hub_datasets@2026-01-29}个数据集",
        "{n:users@2026-01-29}用户",
    ],
    "claims": [
        "{wd:friday-tweet}的推文是第一次发布",
        "大约{calc:about-a-week}",
        "Transformers 发布于 {y:renamed-transformers} 年",
        "代码从 {y:first-commit} 年就有",
        "从一开始就有{han:founders-today}位创始人",
        "早期报道只提{han:founders-named-in-2017}位",
        "官方文章写 {md:round-c}",
        "{y:nvidia-offer-declined} 年估值 {value:nvidia-offer}",
    ],
    "summary": [
        "比 BERT 的移植早{calc:over-a-year}多",
        "推文发出前 {calc:days-from-install-to-tweet} 天",
        "从推文到 A 轮有 {calc:months-from-tweet-to-round-a} 个多月",
    ],
    "exercises": [
        "真是{wd:friday-tweet}吗",
        "所以是{wd:friday-tweet}晚上",
        "{year:2026} 年上半年",
        "比 {year:2025} 年同期",
        "版本多了{calc:half-year-twice}多",
        "用 {year:2021} 年第一次提交的人数",
        "都在 {year:2021} 年第一次提交",
        "也不到新作者的{calc:staff-in-authors}",
        "{calc:milestone-pace}左右",
    ],
    "changelog": [
        "{iso:updated}",
        "新增{calc:figures}幅图",
        "{iso:created}",
    ],
}

ARTICLE = units(PAGE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("section", list(dict.fromkeys(one.section for one in ARTICLE)))
def test_every_number_of_a_section_is_that_of_a_row(section):
    assert mistakes(STATED.get(section, []), [one for one in ARTICLE if one.section == section]) == []


def test_the_page_says_whose_a_number_without_a_footnote_is():
    assert [one.section for one in ARTICLE if OWN in one.raw] == ["evidence"]


def test_no_line_is_left_of_a_section_that_is_gone():
    assert STATED.keys() <= {one.section for one in ARTICLE}


def test_a_line_has_a_hole_for_each_of_its_numbers():
    lines = [line for lines in STATED.values() for line in lines]

    assert [line for line in lines if not HOLE.search(line) or numerals(HOLE.sub("", line))] == []


def test_words_that_count_nothing_are_still_in_use():
    text = "".join(one.text for one in ARTICLE)

    assert [word for word in (*NAMES, *WORDS) if word not in text] == []


def test_every_footnote_is_one_that_the_tables_give():
    page = PAGE.read_text(encoding="utf-8")

    assert set(re.findall(r"\[\^([^\]]+)\]", page)) <= footnotes().keys()
    assert not re.search(r"^\[\^[^\]]+\]:", page, re.MULTILINE)


def test_the_description_states_no_number():
    assert numerals(FRONT["description"]) == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("仓库在 2018 年 10 月 29 日有了第一个提交[^transformers-43badf217d]。", 0),
        ("仓库在 2018 年 10 月 29 日有了第一个提交。", 1),
        ("仓库在 2018 年 10 月 30 日有了第一个提交[^transformers-43badf217d]。", 2),
        ("仓库在 2018 年 10 月 29 日有了第一个提交，共十二个[^transformers-43badf217d]。", 1),
        ("另外 7 个。仓库在 2018 年 10 月 29 日有了第一个提交[^transformers-43badf217d]。", 1),
    ],
)
def test_a_number_that_is_wrong_or_without_its_row_or_its_footnote_is_found(sentence, found):
    assert len(mistakes(["{day:first-commit}有了第一个提交"], units(f"<!-- more -->\n\n{sentence}\n"))) == found


@pytest.mark.parametrize(
    ("sentence", "found"), [("融到 400 万美元[^numerama-2018]。", 1), ("据报道融到 400 万美元[^numerama-2018]。", 0)]
)
def test_what_only_the_press_says_is_worded_so(sentence, found):
    assert len(mistakes(["融到 {usd:seed}"], units(f"<!-- more -->\n\n{sentence}\n"))) == found
