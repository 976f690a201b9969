"""A formula as a line of text, for who searches for it: ``10^9``, ``KΨ/N``, ``√(1 − u)``."""

import re
import xml.etree.ElementTree as ET

WHOLE = re.compile(r"[−-]?[\w.′]+|.?")  # needs no brackets as a part of something else
PRIMES = {"′", "″", "‴"}
UNSEEN = re.compile("[\u2061-\u2064]")  # operators that are only meant


def text_of(formula: str) -> str:
    """Return a formula in MathML in one line."""
    return told(ET.fromstring(formula))


def told(element: ET.Element) -> str:
    parts = [told(child) for child in element]
    match element.tag, parts:
        case "mfrac", [above, below]:
            return f"{grouped(above)}/{grouped(below)}"
        case "msup", [base, above]:
            return f"{base}{above}" if above in PRIMES else f"{base}^{grouped(above)}"
        case "msub" | "munder", [base, below]:
            return f"{base}_{grouped(below)}"
        case "msubsup" | "munderover", [base, below, above]:
            return f"{base}_{grouped(below)}^{grouped(above)}"
        case "msqrt", _:
            return f"√{grouped(''.join(parts))}"
        case "mroot", [inside, degree]:
            return f"{degree}√{grouped(inside)}"
        case "mphantom", _:
            return ""
        case "mtable" | "mtr", _:
            return " ".join(parts)
    return UNSEEN.sub("", (element.text or "").strip()) + "".join(parts)


def grouped(part: str) -> str:
    return part if WHOLE.fullmatch(part) else f"({part})"
