"""What points, centres and numbers of clusters may be, and the sentence that says so."""

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Sequence

    Points = Sequence[Sequence[float]]

LARGEST = 1e100  # of a coordinate: sums of squares stay finite


def require_points(name: str, points: "Points") -> None:
    """Raise ValueError unless there are points and all have the same number ≥ 1 of finite coordinates."""
    if len(points) == 0:
        raise ValueError(f"{name} must hold at least one point, got none")
    dimensions = len(points[0])
    if dimensions == 0:
        raise ValueError(f"{name} must have at least one coordinate each, {name}[0] has none")
    for i, point in enumerate(points):
        if len(point) != dimensions:
            raise ValueError(f"{name} must all have {dimensions} coordinates, {name}[{i}] has {len(point)}")
        for coordinate in point:
            if not -LARGEST <= coordinate <= LARGEST:
                raise ValueError(f"{name} must have coordinates from −1e100 to 1e100, {name}[{i}] has {coordinate}")


def require_centers(name: str, centers: "Points", points: "Points") -> None:
    """Raise ValueError unless there are centres, in as many dimensions as the points."""
    require_points(name, centers)
    if len(centers[0]) != len(points[0]):
        raise ValueError(f"{name} must have {len(points[0])} coordinates as points have, got {len(centers[0])}")


def require_k(k: int, points: "Points") -> None:
    """Raise ValueError unless 1 ≤ k ≤ n."""
    if not 1 <= k <= len(points):
        raise ValueError(f"k must be from 1 to the number of points, {len(points)}, got {k}")


def require_one_of(name: str, value: object, allowed: "Sequence[object]") -> None:
    """Raise ValueError unless ``value`` is one of those that are allowed."""
    if value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(repr(each) for each in allowed)}, got {value!r}")


def require_labels(name: str, labels: "Sequence[int]", length: int) -> None:
    """Raise ValueError unless there are ``length`` labels, whole numbers ≥ 0."""
    if len(labels) != length:
        raise ValueError(f"{name} must hold one label per point ({length}), got {len(labels)}")
    for label in labels:
        if label < 0:
            raise ValueError(f"{name} must be whole numbers ≥ 0, got {label}")
