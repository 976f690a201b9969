"""ChainedScheduler: each scheduler takes what the one before it gives."""

from plots.models.lr_schedules.composite import ChainedScheduler
from plots.playgrounds.lr.schedulers import record_of
from plots.playgrounds.lr.schedulers.composite import Composite
from plots.playgrounds.lr.schedulers.record import OPTIMIZER, Call

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.lr.schedulers.types import Controls, Formulas, Rates, Room, Said, Values


class Scheduler(Composite):
    model = ChainedScheduler
    last = 20
    is_product = True

    def controls(self, base: float, depth: int) -> "Controls":
        return (self.nested("ConstantLR(factor=0.3,total_iters=3),ExponentialLR(gamma=0.9)", "依次叠加", base, depth),)

    def call(self, v: "Values") -> Call:
        return Call(self.name, [self.calls(v)], [])

    def end(self, v: "Values") -> int:
        return max(self.ends(v))

    def annotations(self, v: "Values", room: "Room", result: "Rates") -> "Said":
        for _, _, inner in self.parts(v):
            if "total_iters" in inner:
                return [room.length(0, inner["total_iters"], f"total_iters = {inner['total_iters']}", low=True)]
        return []

    def shape(self, v: "Values", result: "Rates") -> str:
        names = "、".join([kind for kind, _ in v["schedulers"]])
        if len(v["schedulers"]) == 1:
            return f"只有 {names}。"
        return f"每一步依次经过 {names}：前一个算出的学习率，是后一个的初始学习率。"

    def formula(self, v: "Values", write: "Formulas") -> "list[str]":
        functions = [write.add(kind, inner) for kind, inner in v["schedulers"]]
        return [f"b = {function}(b, t)" for function in functions] + ["return b"]

    def multiply(self, v: "Values") -> bool:
        """Return whether in PyTorch all of them multiply what they find."""
        return all(record_of(kind).multiplies for _, kind, _ in self.parts(v))

    def has_twin(self, v: "Values") -> bool:
        """In PyTorch each goes on from the rate in the optimizer: the same for one, and for factors."""
        return super().has_twin(v) and (len(v["schedulers"]) == 1 or self.multiply(v))

    def pytorch(self, v: "Values", base: float) -> Call:
        """The same, with the optimizer."""
        return Call(self.name, [self.pytorch_calls(v, base), OPTIMIZER], [])

    def remark(self, v: "Values") -> str:
        return "PyTorch 的多数策略从优化器里的当前值往下算，只有纯倍数时与 OneFlow 相同。"

    def like_pytorch(self, v: "Values", base: float) -> "tuple[str, Values] | None":
        return super().like_pytorch(v, base) if self.multiply(v) else None
