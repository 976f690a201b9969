"""What tables of refusals share; both interpreters run them."""


def rows(expression, name, *values):
    """Return a row for each of the values that is to stand in the place of ``{}``."""
    return [(expression.replace("{}", value), name) for value in values]


def refused(source, names):
    """Return the name and message of the exception that ``source`` raises, or None; each kind of ValueError is one."""
    try:
        eval(source, names)
    except ValueError as error:
        return ["ValueError", str(error)]
    except Exception as error:
        return [type(error).__name__, str(error)]
    return None
