"""Every playground on its page for frames, and in a page of somebody else."""

import re

import pytest
from playwright.sync_api import expect

from plots.bridge import find
from scripts.assets.python_files import playground_ids
from scripts.pages.embeds import frame
from tests.browser.lr import ARTICLE, open_playground
from tests.browser.playing import field, in_article, settle, touch
from tests.conftest import ROOT, opening
from tests.playgrounds.tries import tried
from tests.static_server import serving

GUIDES = ("CONTRIBUTING.md", "CONTRIBUTING.zh-CN.md")
WIDTHS = (360, 640, 1100)
DOCUMENT_HEIGHT = "Math.ceil(document.documentElement.getBoundingClientRect().height)"


def listener(name):
    """Return the script that a README gives to those who put a frame into their page."""
    [script] = re.findall(r"<script>.*?</script>", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
    return script


@pytest.fixture
def open_elsewhere(page, tmp_path):
    """Return a function that opens a page of somebody else, and returns its frames with the playgrounds in them alive."""
    with serving(tmp_path) as elsewhere:
        yield lambda *parts: opened(page, elsewhere, tmp_path, parts)


def opened(page, elsewhere, folder, parts):
    log = "<script>told = []; addEventListener('message', ({ data }) => told.push(data))</script>"
    (folder / "index.html").write_text("".join(["<!doctype html><title>一页</title>", log, *parts]), encoding="utf-8")
    page.goto(elsewhere)
    page.complaints.remove(f"foreign request: {elsewhere}")
    frames = page.frames[1:]
    for each in frames:
        each.frame_element().scroll_into_view_if_needed()  # before, it is not loaded
        expect(each.locator("play-ground")).to_have_attribute("data-state", "ready")
        each.wait_for_function("() => document.querySelector('play-ground').playground.isIdle")
    return frames


def is_as_high_as_its_document(inside):
    """Wait until a frame has the height of the document in it."""
    page, element = inside.page, inside.frame_element()
    for _ in range(200):
        heights = element.evaluate("frame => frame.clientHeight"), inside.evaluate(DOCUMENT_HEIGHT)
        if heights[0] == heights[1]:
            return heights[0]
        page.wait_for_timeout(50)
    raise AssertionError(heights)


FITS = """() => {
  const element = document.querySelector("play-ground");
  return element.playground.isIdle && element.scrollWidth <= innerWidth;
}"""
every_playground = pytest.mark.parametrize("id", playground_ids(), scope="module")


@pytest.fixture(scope="module")
def inside(id, browser, server, readers, tmp_path_factory):
    """Return what is in a frame of somebody else's page: a playground, with another setting than its own."""
    folder = tmp_path_factory.mktemp("elsewhere")
    changed = "=".join(tried(id).changed)
    parts = listener("CONTRIBUTING.md"), frame("图", f"{server}playgrounds/{id}/embed/?{changed}")
    with serving(folder) as elsewhere, opening(browser, server, readers) as open_page:
        [inside] = opened(open_page(), elsewhere, folder, parts)
        yield inside


@every_playground
def test_the_page_around_it_is_told_its_height_and_nothing_else(inside, id):
    page = inside.page

    def height(width):
        page.set_viewport_size({"width": width, "height": 800})
        inside.wait_for_function(FITS)
        return is_as_high_as_its_document(inside)

    first = [height(width) for width in WIDTHS]
    inside.get_by_role("button", name="复制代码").click()
    expect(inside.locator(".playground__snippet").first).to_be_visible()
    second = [height(width) for width in WIDTHS]

    told = page.evaluate("told")
    assert all(data == {"type": "embed-size", "height": data["height"]} for data in told)
    assert told[-1]["height"] == second[-1]
    assert [after > before for before, after in zip(first, second, strict=True)] == [True] * len(WIDTHS), (
        first,
        second,
    )


def test_no_other_page_of_the_site_can_be_put_into_a_frame(page, server, tmp_path):
    frames = [f'<iframe src="{server}{path}"></iframe>' for path in ("", "playgrounds/lr/", "posts/zero/", "404.html")]
    (tmp_path / "index.html").write_text("".join(["<!doctype html><title>一页</title>", *frames]), encoding="utf-8")
    with serving(tmp_path) as elsewhere:
        page.goto(elsewhere)  # until all frames have answered
        expect(page.locator("iframe")).to_have_count(len(frames))
        assert [frame.locator("h1").count() for frame in page.frames[1:]] == [0] * len(frames)
        refused = [complaint for complaint in page.complaints if "frame-ancestors 'none'" in complaint]
    assert len(refused) == len(frames)
    page.complaints.clear()


@every_playground
def test_its_links_lead_out_of_the_frame_with_the_present_setting(inside, server, id):
    page = inside.page
    page.context.grant_permissions(["clipboard-read"])
    present = "=".join(tried(id).changed)
    assert inside.evaluate("document.querySelector('play-ground').playground.state.query") == present
    own = f"{server}playgrounds/{id}/?{present}"
    inside.get_by_role("button", name="复制链接").click()
    expect(inside.get_by_role("button", name="已复制")).to_be_visible()
    with page.context.expect_page() as coming:
        inside.get_by_role("link", name="整页打开").click()

    whole = coming.value
    assert whole.url == own
    expect(whole.locator("play-ground[data-state=ready]")).to_be_visible()
    assert whole.evaluate("document.querySelector('play-ground').playground.state.query") == present
    assert whole.evaluate("navigator.clipboard.readText()") == own
    assert not page.url.startswith(server)


def test_what_is_copied_for_other_pages_shows_the_present_setting_there(page, open_elsewhere, server):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    element = open_playground(page, server)
    embed = element.locator("[data-do=embed]")
    copied = []
    for setting in ("20", "25"):
        field(element, "decay_steps").fill(setting)
        settle(element)
        expect(embed).to_have_text("嵌入")
        embed.click()
        expect(embed).to_have_text("已复制")
        copied.append(page.evaluate("navigator.clipboard.readText()"))
        expect(element.locator(".playground__snippet code")).to_have_text(copied[-1])
        embed.click()
    assert copied[0] == frame(find("lr").title, f"{server}playgrounds/lr/embed/")

    page.goto(f"{server}{ARTICLE}")
    step = touch(in_article(page, "lr/step"))
    step.get_by_role("button", name="嵌入").click()
    expect(step.get_by_role("button", name="已复制")).to_be_visible()
    copied.append(page.evaluate("navigator.clipboard.readText()"))

    _, second, third = open_elsewhere(listener("CONTRIBUTING.zh-CN.md"), *copied)
    expect(field(second.locator("play-ground"), "decay_steps")).to_have_value("25")
    expect(field(third.locator("play-ground"), "scheduler")).to_have_value("StepLR")
    assert is_as_high_as_its_document(second) != is_as_high_as_its_document(third)
    expect(second.get_by_role("button", name="嵌入")).to_have_count(0)


def test_code_for_other_pages_follows_the_setting_and_makes_room_for_other_code(page, server):
    element = open_playground(page, server)
    code, embed = (element.get_by_role("button", name=name) for name in ("复制代码", "嵌入"))
    shown = element.locator(".playground__snippet code").first
    embed.evaluate("button => button.click()")
    field(element, "alpha").fill("0.5")
    expect(shown).to_contain_text("embed/?alpha=0.5")
    code.click()
    expect(shown).to_contain_text("CosineDecayLR")
    assert [each.get_attribute("aria-expanded") for each in (code, embed)] == ["true", "false"]


@every_playground
def test_without_javascript_picture_and_link_are_seen_in_the_scheme_of_the_system(at_rest, id):
    page = at_rest(f"playgrounds/{id}/embed/")
    page.emulate_media(color_scheme="dark")

    expect(page.locator("figure img:visible")).to_have_count(1)
    page.get_by_role("link", name="整页打开").wait_for()


def test_the_readmes_say_the_same_of_frames():
    assert len({listener(name) for name in GUIDES}) == 1
