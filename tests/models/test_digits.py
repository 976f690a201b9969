"""Numbers as the reader sees them: one form, whoever writes it."""

import json
import subprocess

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plots.models.digits import nearest, significant
from tests.micropython.interpreter import NODE, ROOT, run_in_micropython

FORMAT = ROOT / "overrides" / "assets" / "javascripts" / "playground" / "format.mjs"
DIGITS = (1, 2, 3, 4, 5, 6, 12)
VALUES = [
    *(
        sign * mantissa * 10.0**power
        for sign in (1, -1)
        for mantissa in (1, 1.25, 9.995, 5.5)
        for power in range(-30, 31)
    ),
    *(n / 8 for n in range(-40, 41)),
    *(0.0, -0.0, 1 / 3, 2.675, 1e-4, 0.00009999, 9.9999e-5, 9999999.5, 1e7, 123456, 1e-5, 9.78e-6, 1e250, 3e-250),
]


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.12345, 4, "0.1235"),
        (123456, 4, "123500"),
        (-9.78e-6, 4, "−9.78×10⁻⁶"),
        (1e-5, 4, "1×10⁻⁵"),
        (2.5e12, 3, "2.5×10¹²"),
        (-0.0, 4, "0"),
        (0.125, 2, "0.13"),
        (9999999.5, 4, "1×10⁷"),
    ],
)
def test_a_number_is_written_as_in_print(value, digits, text):
    assert significant(value, digits) == text


def test_python_and_javascript_write_the_same_text():
    code = (
        f"import {{ formatNumber }} from {json.dumps(FORMAT.as_uri())};"
        "const chunks = []; for await (const chunk of process.stdin) chunks.push(chunk);"
        "const { values, digits } = JSON.parse(Buffer.concat(chunks));"
        "console.log(JSON.stringify(values.map((value) => digits.map((each) => formatNumber(value, each)))));"
    )
    task = json.dumps({"values": VALUES, "digits": DIGITS})
    done = subprocess.run(
        [NODE, "--input-type=module", "-e", code], input=task, capture_output=True, encoding="utf-8", check=True
    )

    assert json.loads(done.stdout) == [[significant(value, digits) for digits in DIGITS] for value in VALUES]


def test_both_interpreters_write_the_same_text():
    moderate = [value for value in VALUES if value == 0 or 1e-30 <= abs(value) <= 1e30]
    code = (
        "from plots.models.digits import significant\n"
        "result = [[significant(value, digits) for digits in argument[1]] for value in argument[0]]"
    )

    assert run_in_micropython(code, [moderate, DIGITS]) == [
        [significant(value, digits) for digits in DIGITS] for value in moderate
    ]


@given(value=st.floats(-1e300, 1e300), digits=st.integers(1, 12))
@example(value=5e-324, digits=4)
def test_no_more_is_lost_than_the_digits_say(value, digits):
    assert abs(nearest(value, digits) - value) <= 0.51 * 10.0 ** (1 - digits) * abs(value) + 5e-324
