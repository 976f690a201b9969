"""Compute the records of oracles/kmeans.json again with our Lloyd's algorithm, in CPython or in MicroPython."""

from plots.models.kmeans import lloyd

FIELDS = ("name", "note", "points", "init", "n_points", "n_features", "k", "n_iter", "trace")


def replay(record):
    """Return what the record says about the run from its points and first centres.

    A field that is not known raises: a record is understood whole or not at all.
    """
    unknown = [field for field in record if field not in FIELDS]
    if unknown:
        raise ValueError(f"unknown fields: {unknown}")
    points, init = record["points"], record["init"]
    states = list(lloyd(points, init))
    if not states[-1].converged:
        raise ValueError("the run has no end")
    trace = [
        {"iteration": state.iteration, "centers": state.centers, "labels": state.labels, "inertia": state.inertia}
        for state in states
    ]
    if any(state.relocated for state in states) and len(record["trace"]) == len(trace) + 1:
        # scikit-learn takes a relocated point out of a sum by subtraction. What this rounds away can move a centre by
        # 1e-16 in the next update, and then it needs one more iteration to see that nothing moves.
        last = dict(trace[-1])
        last["iteration"] += 1
        trace.append(last)
    return {
        "n_points": len(points),
        "n_features": len(points[0]),
        "k": len(init),
        "n_iter": trace[-1]["iteration"],
        "trace": trace,
    }


def expected(record):
    """Return what the record says; what it leaves out raises."""
    return {field: record[field] for field in ("n_points", "n_features", "k", "n_iter", "trace")}
