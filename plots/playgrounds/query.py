"""A state as the query of a URL: ``scheduler=StepLR&gamma=0.5&vs=scheduler%3DConstantLR``.

Each setting is a list of pairs (name, text). The first one is written out, each setting compared with it is one
``vs``, encoded once more.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    Pairs = list[tuple[str, str]]

COMPARED = "vs"
MOST_SETTINGS = 4
LONGEST = 4000  # characters
PLAIN = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!*(),:;@/=[]"
PERCENT = ord("%")
HEXADECIMAL = b"0123456789abcdefABCDEF"
IGNORED = ("play",)  # in an article: which playground the query is for


def read(query: str) -> "list[Pairs]":
    """Return the settings of a query; what cannot be read or comes too late is left out."""
    settings: "list[Pairs]" = [[]]
    if len(query) > LONGEST:
        query = query[:LONGEST].rpartition("&")[0]
    for name, text in fields(query):
        if name == COMPARED:
            if len(settings) < MOST_SETTINGS:
                settings.append(fields(text))
        elif name not in IGNORED:
            settings[0].append((name, text))
    return settings


def write(settings: "list[Pairs]") -> str:
    """Return the query of which ``read`` gives ``settings``."""
    compared = [(COMPARED, joined(pairs)) for pairs in settings[1:]]
    return joined(settings[0] + compared)


def joined(pairs: "Pairs") -> str:
    return "&".join([encode(name).replace("=", "%3D") + "=" + encode(text) for name, text in pairs])


def fields(query: str) -> "Pairs":
    """Return the pairs of a query; of several with one name the last counts."""
    pairs: "Pairs" = []
    seen: "set[str]" = set()
    for part in reversed(query.lstrip("?").split("&")):
        name, equals, text = part.partition("=")
        name = decode(name)
        if equals and name and name not in seen:
            if name != COMPARED:
                seen.add(name)
            pairs.append((name, decode(text)))
    return pairs[::-1]


def encode(text: str) -> str:
    """Return ``text`` percent-encoded where a query needs it."""
    return "".join([chr(byte) if byte in PLAIN else f"%{byte:02X}" for byte in text.encode()])


def decode(text: str) -> str:
    """Return percent-encoded ``text`` as it was; what is no UTF-8 becomes a question mark."""
    encoded = text.replace("+", " ").encode()
    decoded = bytearray()
    at = 0
    while at < len(encoded):
        byte = encoded[at]
        at += 1
        digits = encoded[at : at + 2]
        if byte == PERCENT and len(digits) == 2 and all(digit in HEXADECIMAL for digit in digits):
            byte = int(digits.decode(), 16)
            at += 2
        decoded.append(byte)
    try:
        return bytes(decoded).decode()
    except UnicodeError:
        return "".join([chr(byte) if byte < 128 else "?" for byte in decoded])
