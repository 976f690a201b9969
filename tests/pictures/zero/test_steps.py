"""The board of a training step shows what the trainer's ranks hold and send."""

import re

import pytest

from plots.models.zero.communication import step_sent
from plots.models.zero.trainer import layout, train
from plots.pictures.zero import steps
from tests.models.zero.peaks import peak_states

RANKS = 4
PLAN = layout((2, 4, 1), RANKS)
MADE = [list(train(stage=stage, ranks=RANKS)) for stage in range(4)]
BOARDS = [steps.step_board(made, PLAN, stage) for stage, made in enumerate(MADE)]

every_stage = pytest.mark.parametrize("stage", range(4))


def bars(gpu, names):
    """Return where the lists of these names are drawn: centre and size."""
    return sorted(
        steps.bar(steps.kind(held), rank, (held.start, held.stop), PLAN, "")[:4]
        for rank, holdings in enumerate(gpu)
        for held in holdings
        if steps.kind(held) in names
    )


@every_stage
@pytest.mark.parametrize(
    ("look", "names"), [("series-1", ["parameters"]), ("series-2", ["gradients"]), ("series-3", steps.OPTIMIZER)]
)
def test_what_stays_is_drawn_as_long_as_it_is(stage, look, names):
    there = [box[:4] for box in BOARDS[stage]["boxes"] if box[5] == look]
    assert sorted(there) == bars(MADE[stage][0].gpu, names)


def test_a_bar_is_as_long_as_its_elements():
    first, second = (steps.bar("parameters", 0, bounds, PLAN, "") for bounds in ((0, 5), (5, 10)))
    assert second[0] - first[0] == pytest.approx(5 * steps.STRIP / PLAN.padded)


@every_stage
def test_what_comes_and_goes_is_drawn_when_it_is_held(stage):
    for (_, boxes), moment in zip(BOARDS[stage]["moments"], MADE[stage], strict=True):
        there = [box[:4] for box in boxes if box[5].startswith("series")]
        assert sorted(there) == bars(moment.gpu, steps.TEMPORARY)


@every_stage
def test_what_is_sent_glides_from_the_row_of_its_sender_to_that_of_its_receiver(stage):
    for moves, moment in zip(BOARDS[stage]["moves"], MADE[stage], strict=True):
        rows = [tuple(int((y - steps.FIRST) // steps.ROW) for y in (y, to_y)) for _, y, _, to_y, *_ in moves]
        assert rows == [(message.source, message.target) for message in moment.messages]
        lengths = [PLAN.padded * (width + 1.5) / steps.STRIP for _, _, _, _, width, *_ in moves]
        assert lengths == pytest.approx([message.stop - message.start for message in moment.messages])


@every_stage
def test_what_is_told_of_a_step_is_what_the_formulas_say(stage):
    told = [re.findall(r"([\d、]+) 字节", words) for words, _ in BOARDS[stage]["moments"]]
    held, sent = (
        [[int(number) for number in numbers.split("、")] for numbers in each] for each in zip(*told, strict=True)
    )
    peak = peak_states(PLAN.parameters, stage=stage, ranks=RANKS, bucket=12, unit=12)
    assert sent[-1] == [2 * sum(step_sent(PLAN.padded, stage=stage, ranks=RANKS))]
    assert max(max(each) for each in held) == sum(peak)


def words_of(stage):
    return [words.split("。")[0] for words, _ in BOARDS[stage]["moments"]]


def test_stage_3_gathers_and_frees_every_layer_twice():
    words = words_of(3)
    for layer in (1, 2):
        for passing in ("前向", "反向"):
            assert f"{passing}：all-gather 第 {layer} 层的参数" in words
            assert f"{passing}：释放第 {layer} 层收集来的参数" in words


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (0, ["all-reduce 全部梯度", "更新：每张卡都更新全部参数"]),
        (1, ["更新：每张卡只更新自己的一段", "all-gather 更新过的参数"]),
        (2, ["更新：每张卡只更新自己的一段", "all-gather 更新过的参数"]),
        (3, ["反向：释放第 1 层收集来的参数", "更新：每张卡只更新自己的一段"]),
    ],
)
def test_a_step_ends_as_its_stage_does(stage, words):
    assert words_of(stage)[-3:] == [*words, "这一步结束"]


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (0, "all-reduce 全部梯度"),
        (1, "reduce-scatter 全部梯度"),
        (2, "反向：reduce-scatter 第 1 层的梯度"),
        (3, "反向：reduce-scatter 第 1 层的梯度"),
    ],
)
def test_gradients_are_on_their_way_at_rest(stage, words):
    assert words_of(stage)[BOARDS[stage]["rest"]] == words
