"""Reading a post: its first screen, the contents on a phone, the way back to where one was."""

import re
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.posts import FRONT
from tests.posts import LONGEST as ARTICLE

pytestmark = pytest.mark.articles

POSTS = list(FRONT)
SCREENS = {"desktop": (1440, 900), "phone": (390, 844)}
LATE_FONT = 0.002  # what it may move: the widths of a few formulas
NOTE_SHIFTS = """() => {
  window.shifts = [];
  new PerformanceObserver((list) => shifts.push(...list.getEntries().map(({ value }) => value)))
    .observe({ type: "layout-shift", buffered: true });
}"""
SEEN = """() => {
  const box = (selector) => document.querySelector(selector).getBoundingClientRect();
  const [question, picture] = [box(".post-head__question"), box("article .figure__image")];
  return { question: question.bottom, picture: picture.top, middle: picture.top + picture.height / 2 };
}"""
SMALL = """elements => elements.map((element) => element.getBoundingClientRect())
  .filter(({ width, height }) => Math.min(width, height) < 44).length"""
SECTION = "how-to-choose"  # of ARTICLE


@pytest.mark.parametrize("viewport", SCREENS)
def test_title_question_and_half_of_the_first_picture_are_on_the_first_screen_and_stay_there(
    new_page, server, viewport
):
    page = new_page(viewport=viewport, first_visit=True)
    width, height = SCREENS[viewport]
    page.set_viewport_size({"width": width, "height": height})
    page.add_init_script(f"({NOTE_SHIFTS})()")
    for path in POSTS:
        page.goto(server + path)
        expect(page.locator("play-ground .player").first).to_be_attached()  # the last that could move anything
        page.evaluate("() => document.fonts.ready")
        seen = page.evaluate(SEEN)
        assert 0 < seen["question"] < seen["picture"] < seen["middle"] <= height, path
        assert sum(page.evaluate("shifts")) < LATE_FONT, path
        expect(page.locator(".questions li").first).to_be_visible(visible=viewport == "desktop")


# Returns the pairs of letters of a word, which is Chinese, between which a line of the title breaks.
TORN = r"""() => {
  const range = document.createRange();
  const walker = document.createTreeWalker(document.querySelector("h1"), NodeFilter.SHOW_TEXT);
  const torn = [];
  for (let node; (node = walker.nextNode()); ) {
    const topOf = (at) => {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      return range.getBoundingClientRect().top;
    };
    for (let at = 0; at < node.length - 1; at++) {
      const pair = node.data.slice(at, at + 2);
      if (/^\p{Script=Han}{2}$/u.test(pair) && topOf(at + 1) > topOf(at) + 8) torn.push(pair);
    }
  }
  return torn;
}"""


def test_on_phones_no_line_of_a_title_breaks_within_a_word(new_page, server):
    page = new_page(viewport="phone")
    for path in POSTS:
        page.goto(server + path)
        for width in (320, 360, 390, 430):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(TORN) == [], (path, width)


def test_without_javascript_the_questions_are_whole_on_a_phone_and_the_contents_open(new_page, server):
    page = new_page(viewport="phone", javascript=False)
    page.goto(server + ARTICLE)
    expect(page.locator(".questions li").last).to_be_visible()
    page.get_by_role("button", name="目录", exact=True).click()
    expect(page.locator(".contents")).to_be_visible()
    expect(page.get_by_role("button", name="复制我读到的位置")).to_have_count(0)


def test_the_contents_of_a_phone_open_by_touch_say_where_one_is_and_close_on_choice(new_page, server):
    page = new_page(viewport="phone")
    page.goto(f"{server}{ARTICLE}#{SECTION}")
    button = page.get_by_role("button", name="目录", exact=True)
    contents = page.locator(".contents")
    assert button.evaluate_all(SMALL) == 0
    button.tap()
    expect(contents.locator("[aria-current]")).to_have_attribute("href", re.compile(f"#{SECTION}$"))
    expect(contents.locator("[aria-current]")).to_be_in_viewport()
    expect(contents.locator(".contents__left")).to_have_text(re.compile(r"还剩 \d+ 分钟"))
    assert contents.locator("a, button").evaluate_all(SMALL) == 0
    assert violations(page, ".contents") == []
    contents.locator("a[href$='#warmup-lr']").tap()
    expect(contents).to_be_hidden()
    expect(page.locator("#warmup-lr")).to_be_in_viewport()
    button.tap()
    expect(contents.locator("[aria-current]")).to_have_attribute("href", re.compile("#warmup-lr$"))
    page.touchscreen.tap(100, 20)  # beside it
    expect(contents).to_be_hidden()


def test_the_contents_of_a_phone_work_by_keys(new_page, server):
    page = new_page(viewport="phone")
    page.goto(server + ARTICLE)
    button = page.get_by_role("button", name="目录", exact=True)
    contents = page.locator(".contents")
    button.focus()
    page.keyboard.press("Enter")
    expect(contents).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="关上目录")).to_be_focused()
    page.keyboard.press("Escape")
    expect(contents).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(4):
        page.keyboard.press("Tab")
    link = contents.locator("a:focus")
    target = link.get_attribute("href").partition("#")[2]
    page.keyboard.press("Enter")
    expect(contents).to_be_hidden()
    expect(page).to_have_url(re.compile(f"#{target}$"))


def test_the_place_that_is_being_read_can_be_copied(page, server):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{server}{ARTICLE}?play=lr/exponential&gamma=0.8#{SECTION}")
    expect(page.locator(".contents [aria-current]")).to_have_attribute("href", re.compile(f"#{SECTION}$"))
    page.get_by_role("button", name="复制我读到的位置").click()
    heading = page.locator(f"#{SECTION}").inner_text().removesuffix("¶")
    expect(page.locator(".contents [role=status]")).to_have_text(f"已复制“{heading}”的链接")
    assert page.evaluate("navigator.clipboard.readText()") == f"{server}{quote(ARTICLE)}#{SECTION}"


def test_a_page_is_copied_as_markdown_and_a_report_names_the_section_and_the_words_that_are_selected(page, server):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{server}{ARTICLE}#{SECTION}")
    page.get_by_role("button", name="复制 Markdown").click()
    expect(page.get_by_role("button", name="已复制 Markdown")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith("# ")
    page.evaluate(  # the site of the tests has no repository
        """id => {
            const link = Object.assign(document.createElement("a"), {href: `#小节：\n`, textContent: "指出错误"});
            link.dataset.report = "";
            document.querySelector("article").append(link);
            addEventListener("click", (event) => event.preventDefault());
            getSelection().selectAllChildren(document.getElementById(id).nextElementSibling);
            link.click();
        }""",
        SECTION,
    )
    address = unquote(page.get_by_role("link", name="指出错误").get_attribute("href"))
    heading = page.locator(f"#{SECTION}").inner_text().removesuffix("¶")
    assert f"小节：{heading} {server}{ARTICLE}#{SECTION}\n原文：" in address
