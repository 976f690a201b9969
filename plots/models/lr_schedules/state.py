"""State that is saved and loaded to resume a run."""

from plots.models.checks import is_number, require, require_length, require_number

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from typing import Any

FUNCTION = type(lambda: None)


class Stateful:
    """Something whose state is every attribute but the optimizer.

    ``nested`` names the attribute, if any, that is a list of things with a state of their own: schedulers, or the
    functions of LambdaLR. Of a function None is saved, of a callable object its attributes.
    """

    nested = ""

    def state_dict(self) -> "dict[str, Any]":
        """Return every attribute but the optimizer, and the states of what is nested."""
        state = {key: value for key, value in self.__dict__.items() if key != "optimizer"}
        if self.nested:
            state[self.nested] = [saved(item) for item in getattr(self, self.nested)]
        return state

    def load_state_dict(self, state_dict: "dict[str, Any]") -> None:
        """Take the attributes back. The optimizer's learning rates are left as they are."""
        require("state_dict", state_dict, "a dict made by state_dict()", lambda state: isinstance(state, dict))
        items = getattr(self, self.nested) if self.nested else []
        states = state_dict.get(self.nested, [])
        require_length(f"{self.nested} of state_dict", states, len(items), "item")
        for key, value in state_dict.items():
            if is_number(self.__dict__.get(key)):
                require_number(f"{key} of state_dict", value)
        for key, value in state_dict.items():
            if key != self.nested:
                setattr(self, key, value)
        for item, state in zip(items, states):
            restore(item, state)


def saved(item: "Any") -> "dict[str, Any] | None":
    """Return the state of a scheduler, the attributes of another object, None for a function."""
    if isinstance(item, Stateful):
        return item.state_dict()
    if isinstance(item, FUNCTION) or not hasattr(item, "__dict__"):
        return None
    return dict(item.__dict__)


def restore(item: "Any", state: "Any") -> None:
    """Give ``item`` the state that ``saved`` returned for it."""
    if isinstance(item, Stateful):
        item.load_state_dict(state)
    elif state is not None:
        for key, value in state.items():
            setattr(item, key, value)
