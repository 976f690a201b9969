"""No value that somebody may pass breaks a model: it answers with finite numbers, or refuses in a sentence."""

import functools
import re

import pytest

from tests.models.hostile import HOSTILE, NAMES, arguments, fault, public, ready, result_of

PUBLIC = public()
CASES = [(where, name) for where, function in PUBLIC.items() for name in arguments(where, function)[0]]


@functools.cache
def compiled(source):
    return compile(source, "", "eval")


@pytest.mark.parametrize("where", PUBLIC)
def test_the_valid_call_is_answered(where):
    _, values = arguments(where, PUBLIC[where])

    assert fault(result_of(ready(where, PUBLIC[where]), values())) is None


def problem(where, name, value):
    """Return what goes wrong with a hostile value of one argument, or None."""
    names, values = arguments(where, PUBLIC[where])
    function = ready(where, PUBLIC[where])
    given = values()
    given[name] = eval(compiled(value), dict(NAMES))
    try:
        wrong = fault(result_of(function, given))
    except ValueError as error:
        message = str(error)
        if len(message) > 400:
            return f"a message of {len(message)} characters"
        if not any(re.search(rf"\b{re.escape(each.removesuffix('s'))}s?\b", message) for each in names):
            return f"names no argument: {message}"
        return None
    except TimeoutError:
        return "takes too long"
    except Exception as error:
        return f"{type(error).__name__}: {str(error)[:100]}"
    return wrong and f"gives {wrong}"


@pytest.mark.parametrize(("where", "name"), CASES)
def test_a_hostile_value_is_refused_by_a_sentence_or_answered(where, name):
    # A function of the caller's own may raise what it likes.
    values = [value for value in HOSTILE if (name, value) != ("build", "len")]
    problems = {value: found for value in values if (found := problem(where, name, value))}

    assert problems == {}
