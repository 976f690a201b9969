"""Code that gives the rates of a setting in OneFlow and in PyTorch."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.controls import Values


def snippets(values: "Values") -> "list[tuple[str, str]]":
    """Return names and code."""
    return []
