"""What the schedulers that are made of others have in common."""

from plots.playgrounds.controls import SettingError
from plots.playgrounds.lr.schedulers import OPTIONS, arguments, record_of
from plots.playgrounds.lr.schedulers.record import NO_SCHEDULER, Call, Record
from plots.playgrounds.nested import Nested

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.playgrounds.lr.schedulers.types import Controls, Part, Values


class Composite(Record):
    """A scheduler that is made of those in its argument ``inside``."""

    inside = "schedulers"
    is_composite = True
    fits_in_oneflow = False
    is_different = True

    def nested(self, default: str, hint: str, base: float, depth: int, *, single: bool = False) -> Nested:
        """Return the control of the schedulers inside; see Record.controls."""

        def controls_of(kind: str) -> "Controls":
            return () if kind == NO_SCHEDULER else arguments(kind, base, depth - 1)

        options = [(NO_SCHEDULER, "只给优化器")] if single else []
        for name, label in OPTIONS:
            record = record_of(name)
            if record.has_formula and (depth > 1 or not record.is_composite):
                options.append((name, label))
        return Nested(self.inside, default, tuple(options), controls_of, single=single, hint=hint)

    def parts(self, v: "Values") -> "list[Part]":
        """Those in its argument."""
        return [
            ([self.inside, i], kind, inner) for i, (kind, inner) in enumerate(v[self.inside]) if kind != NO_SCHEDULER
        ]

    def ends(self, v: "Values") -> "list[int]":
        """Return for each of those inside when all of it has been seen."""
        return [record_of(kind).end(inner) for _, kind, inner in self.parts(v)]

    def calls(self, v: "Values") -> "list[Call]":
        """Return how those inside are made."""
        return [record_of(kind).call(inner) for _, kind, inner in self.parts(v)]

    def has_twin(self, v: "Values") -> bool:
        """Where those inside have one."""
        records = [(record_of(kind), inner) for _, kind, inner in self.parts(v)]
        return all(not record.is_composite and record.has_twin(inner) for record, inner in records)

    def refuse(self, v: "Values") -> None:
        """What is refused of those inside."""
        for _, kind, inner in self.parts(v):
            record_of(kind).refuse(inner)

    def refuse_composites(self, v: "Values") -> None:
        """Refuse what PyTorch's SequentialLR cannot start anew: a composite inside."""
        for _, kind, _ in self.parts(v):
            if record_of(kind).is_composite:
                raise SettingError(f"PyTorch 的 SequentialLR 里不能放 {kind}：换一种，或只看 OneFlow。", [self.inside])

    def pytorch_calls(self, v: "Values", base: float) -> "list[Call]":
        """Return how PyTorch's nearest to those inside are made."""
        return [record_of(kind).pytorch(inner, base) for _, kind, inner in self.parts(v)]

    def like_pytorch(self, v: "Values", base: float) -> "tuple[str, Values] | None":
        """With those inside that are like PyTorch's; a composite inside another starts from what it finds there."""
        found: "list[tuple[str, Any]]" = []
        for kind, inner in v[self.inside]:
            part = (kind, inner) if kind == NO_SCHEDULER else record_of(kind).like_pytorch(inner, base)
            if part is None or (kind != NO_SCHEDULER and record_of(kind).is_composite):
                return None
            found.append(part)
        changed = dict(v)
        changed[self.inside] = found
        return self.name, changed
