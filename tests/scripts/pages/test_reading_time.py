import pytest

from scripts.pages.reading_time import HAN_PER_MINUTE, WORDS_PER_MINUTE, minutes_by_section, reading_minutes


def test_chinese_is_counted_by_characters_and_not_by_clauses():
    assert reading_minutes(f"<p>{'学习率，' * HAN_PER_MINUTE}</p>") == 3


def test_latin_words_are_counted_as_words():
    assert reading_minutes("<p>" + "warm-up it's 0.001 LinearLR " * (WORDS_PER_MINUTE // 4 * 2) + "</p>") == 2


def test_chinese_and_latin_add_up():
    han = f"<p>{'学' * HAN_PER_MINUTE}</p>"
    words = f"<p>{'rate ' * WORDS_PER_MINUTE}</p>"
    assert reading_minutes(han + words) == reading_minutes(han) + reading_minutes(words)


def test_an_empty_page_takes_a_minute():
    assert reading_minutes("") == 1


def test_code_is_counted_by_its_lines_and_not_by_its_words():
    short = "<pre><code>" + "x = 1\n" * 80 + "</code></pre>"
    long = "<pre><code>" + "<span>rate</span> = a + b + c + d + e + f + g + h\n" * 80 + "</code></pre>"
    assert reading_minutes(short) == reading_minutes(long) == 2


def test_empty_lines_of_code_take_no_time():
    assert reading_minutes("<pre><code>" + "\n" * 1000 + "</code></pre>") == 1


@pytest.mark.parametrize(("display", "formulas"), [("block", 8), ("inline", 41)])
def test_a_formula_takes_time_whatever_it_is_made_of(display, formulas):
    formula = f'<math display="{display}"><mi>学习率学习率</mi><mo>=</mo><mi>rate</mi></math>'
    assert reading_minutes(formula * formulas) == 2


def test_a_figure_counts_once_though_it_has_a_picture():
    figure = '<figure><div><img src="a.svg"></div><figcaption></figcaption></figure>'
    assert reading_minutes(figure * 5) == 1
    assert reading_minutes(figure * 6) == 2


def test_scripts_and_drawings_are_not_read():
    assert reading_minutes(f"<script>{'学' * 5000}</script><svg><text>{'学' * 5000}</text></svg>") == 1


@pytest.mark.parametrize(
    "page",
    [
        "<form><table><tr><td>{}</td></tr></table></form>",
        "<details><summary>{}</summary><pre>{}</pre></details>",
        '<div class="footnote"><ol><li>{}</li></ol></div>',
        '<div class="moving-figure__foot"><a>{}</a></div>',
    ],
    ids=["controls", "what is folded", "sources", "buttons"],
)
def test_what_is_looked_up_is_not_read_through(page):
    text = f"<p>{'学' * HAN_PER_MINUTE}</p>"
    assert reading_minutes(page.replace("{}", "学" * 5000) + text) == 1


def test_what_is_folded_counts_when_all_of_a_page_is_read():
    page = f"<p>{'学' * HAN_PER_MINUTE}</p><details><summary>题</summary><p>{'学' * HAN_PER_MINUTE}</p></details>"
    assert reading_minutes(page) == 1
    assert reading_minutes(page, with_folds=True) == 3


def test_elements_that_are_left_open_do_not_swallow_the_rest():
    assert reading_minutes("<div><svg><g></div><p>" + "学" * HAN_PER_MINUTE * 2 + "</p>") == 2


def test_the_minutes_of_sections_add_up_to_those_of_what_is_left():
    lengths = [900, 100, 90, 500]
    parts = [f'<h2 class="x" id="s{number}">节</h2><p>{"学" * lengths[number]}</p>' for number in range(4)]
    minutes = minutes_by_section(f"<p>{'学' * 999}</p>{''.join(parts)}")
    assert minutes.keys() == {"s0", "s1", "s2", "s3"}
    for number in range(len(parts)):
        left = sum(minutes[f"s{each}"] for each in range(number, len(parts)))
        assert left == reading_minutes("".join(parts[number:]))


def test_a_page_without_sections_has_no_minutes_of_them():
    assert minutes_by_section("<h1 id='a'>题</h1><h2>没有地址</h2>") == {}
