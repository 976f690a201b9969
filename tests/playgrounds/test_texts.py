"""Texts and what they stand for: numbers, nested calls, queries."""

import math

import pytest
from hypothesis import example, given
from hypothesis.strategies import SearchStrategy, characters, deferred, floats, integers, lists, one_of, text, tuples

from plots.playgrounds import calls, query
from plots.playgrounds.numbers import exact, read_integer, read_number, rounded
from tests.micropython.interpreter import run_in_micropython


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0.5", 0.5),
        (" 1e-4 ", 1e-4),
        ("1/3", 1 / 3),
        ("-2", -2.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("+3E2", 300.0),
        ("1 / 4", 0.25),
        ("１／３", 1 / 3),
        ("０．５", 0.5),
        ("－１ｅ－４", -1e-4),
        ("−0.1", -0.1),
    ],
)
def test_a_number_is_read_as_readers_write_it(written, value):
    assert read_number(written) == value


@pytest.mark.parametrize("written", ["nan", "inf", "1e309", "", "1_0", "①", "1//2", "1/0", "0x1", "1" * 41, "1e", "e5"])
def test_what_is_no_finite_number_is_refused(written):
    with pytest.raises(ValueError):  # noqa: PT011 (the sentence is the control's)
        read_number(written)


@pytest.mark.parametrize("written", ["1.5", "", "-", "1e3", "①", "9" * 41, "1_0", "two"])
def test_what_is_no_whole_number_is_refused(written):
    with pytest.raises(ValueError):  # noqa: PT011 (the same)
        read_integer(written)


@given(value=floats(allow_nan=False, allow_infinity=False))
@example(value=1e-5)
@example(value=5e-324)
def test_a_number_written_exactly_is_read_back(value):
    assert read_number(exact(value)) == pytest.approx(value, rel=1e-11)


def test_numbers_in_sentences_are_short():
    assert [rounded(value) for value in (0.1, 1 / 3, 1e-5, 123456, 0.0)] == ["0.1", "0.3333", "1×10⁻⁵", "123500", "0"]


WORDS = text(characters(codec="utf-8"), max_size=12)
NAMES = text("abcdefgh_", min_size=1, max_size=8)
NODES: SearchStrategy = deferred(lambda: one_of(WORDS, lists(NODES, max_size=3), CALLS))
CALLS: SearchStrategy = tuples(NAMES, lists(tuples(NAMES, NODES), max_size=3)).map(lambda parts: calls.Call(*parts))


def plain(node):
    """Return a node as tuples and lists that can be compared."""
    if isinstance(node, calls.Call):
        return (node.name, [(name, plain(value)) for name, value in node.arguments])
    return [plain(each) for each in node] if isinstance(node, list) else node


def depth(node):
    if isinstance(node, calls.Call):
        return 1 + max((depth(value) for _, value in node.arguments), default=0)
    return 1 + max(map(depth, node), default=0) if isinstance(node, list) else 1


@given(nodes=lists(NODES, max_size=4))
@example(nodes=['"', "\\", "a\nb", "(", "", " x "])
def test_nodes_written_are_read_back(nodes):
    if max(map(depth, nodes), default=0) <= calls.DEEPEST and len(calls.write(nodes)) <= calls.LONGEST:
        assert plain(calls.read(calls.write(nodes))) == plain(nodes)


def test_a_nested_text_by_hand():
    [linear, number] = calls.read('LinearLR(start_factor=0.1, milestones=[2,5], code="a, \\"b\\"\\n"), 7')

    assert plain(linear) == ("LinearLR", [("start_factor", "0.1"), ("milestones", ["2", "5"]), ("code", 'a, "b"\n')])
    assert number == "7"


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("StepLR(", "第 8 个字符处缺少等号：参数要写成 名称=值"),
        ("StepLR(a=1", "第 11 个字符处缺少“)”或逗号"),
        ("a)", "第 2 个字符处缺少逗号"),
        ('"a', "第 3 个字符处缺少收尾的引号"),
        ("[" * 20, "第 9 个字符处嵌套太深"),
        ("a" * 6001, "太长，最多 6000 个字符"),
    ],
)
def test_a_text_that_cannot_be_read_says_where(written, complaint):
    with pytest.raises(ValueError, match="^" + complaint.replace("(", r"\(").replace(")", r"\)") + "$"):
        calls.read(written)


PAIRS = lists(
    tuples(text(characters(codec="utf-8"), min_size=1, max_size=8), text(characters(codec="utf-8"), max_size=12)),
    max_size=4,
)


def usable(pairs):
    """Return the pairs without repeated names and without those that mean something else."""
    found: dict[str, str] = {}
    for name, value in pairs:
        if name not in {query.COMPARED, *query.IGNORED}:
            found.pop(name, None)
            found[name] = value
    return list(found.items())


@given(settings=lists(PAIRS.map(usable), min_size=1, max_size=4))
@example(settings=[[("a", '%&=+? #中\n"<')], [("vs", "b=c&d=%25")]])
@example(settings=[[("=", "")]])
def test_settings_written_as_a_query_are_read_back(settings):
    settings = [usable(pairs) for pairs in settings]

    assert query.read(query.write(settings)) == settings
    assert query.read("?play=demo/step&" + query.write(settings)) == settings


@given(settings=lists(PAIRS.map(usable), min_size=1, max_size=4))
def test_a_query_needs_no_further_encoding(settings):
    assert all(33 <= ord(character) < 127 and character not in '"<>#`{}|^\\' for character in query.write(settings))


@pytest.mark.parametrize("encoded", ["%", "%4", "%zz", "%ff%fe", "%-1", "%C3", "a%00b"])
def test_a_query_that_is_badly_encoded_is_read_as_well_as_it_goes(encoded):
    assert isinstance(query.decode(encoded), str)


def test_both_interpreters_read_and_write_queries_alike():
    texts = ["a=%E4%B8%AD+b&vs=c%3D1%26d%3D%2525", "%=1&=2&a&b=%zz%ff", "a=1&a=2", "scheduler=StepLR&lr=1e-4"]
    code = """
from plots.playgrounds import query
result = [[query.read(text), query.write(query.read(text))] for text in argument]
"""
    ours = [
        [[[list(pair) for pair in pairs] for pairs in query.read(text)], query.write(query.read(text))]
        for text in texts
    ]

    assert run_in_micropython(code, texts) == ours


@given(value=integers(-(10**38), 10**38))
def test_a_whole_number_is_read_back(value):
    assert read_integer(str(value)) == value


def test_an_exact_text_is_the_same_in_both_interpreters():
    values = [0.1, 1 / 3, 1e-5, 2.5e-11, 123456789.0, 1e15, 0.30000000000000004, math.pi * 1e6, 0.0, 1.0]
    code = "from plots.playgrounds.numbers import exact, rounded\nresult = [[exact(x), rounded(x)] for x in argument]"

    assert run_in_micropython(code, values) == [[exact(value), rounded(value)] for value in values]
