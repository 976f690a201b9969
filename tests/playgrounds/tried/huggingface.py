"""What is tried on the playground of the history of Hugging Face."""

from tests.playgrounds.tries import Tried


def in_order(texts):
    for low, high in (("first", "last"), ("start", "end")):
        if low in texts:
            texts[low], texts[high] = sorted((texts[low], texts[high]), key=float)
    return texts


TRIED = Tried(
    changed=("last", "2020"),
    wrong=("last", "2099"),
    cannot_be_drawn="first=2026&last=2016",
    bad=[
        ("first=2020&last=2018", "起始年份不能晚于结束年份，现在是 2020 到 2018。"),
        ("search=" + "x" * 81, "“搜索”最长 80 个字符，现在有 81 个。"),
        ("view=stars&start=2025&end=2024", "起点要早于终点，现在是 2025 到 2024。"),
        ("view=stars&start=2024.75&end=2025", "这一段里只有 1 个快照，画不成线。把范围放宽一些。"),
    ],
    hostile=[
        "search=%3Cimg%20src%3Dx%20onerror%3D%22window.harmed%3D1%22%3E",
        "first=2020&last=2018",
        "view=__proto__&funding=constructor",
        "view=stars&start=nan&end=1e309",
        f"search={'x' * 5000}",
        "vs=first%3D2020&" * 30,
    ],
    full="view=stars",
    compared="view=stars",
    wordy="first=2018&last=2019",
    short="first=2016&last=2018",
    agree=in_order,
    among=25 * [{}],
    close={"relative": 0, "absolute": 0},
    first_colour=(".lane--series-1.timeline__mark", "stroke"),
    tells=True,
    same_width=False,
)
