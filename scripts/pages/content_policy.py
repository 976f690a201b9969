"""What pages may load and run: what lies on their own host and, of the scripts in their text, those that the build wrote.

The policy stands in every page. A page that the theme fetches runs under that of the page before, so all that it may fetch
have the same scripts. What only headers can say is in ``_headers``, a file that Netlify, Cloudflare Pages and others read: who
may put a page into a frame, what Workers and drawings may do, which files never change.
"""

import base64
import hashlib
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from itertools import accumulate
from pathlib import Path
from urllib.parse import quote, urlsplit

from scripts.markdown.playgrounds import EMBED
from scripts.shared.files import write_if_changed

HEADERS = "_headers"
SCRIPT = re.compile(r"<script(?P<attributes>(?:\s[^>]*)?)>(?P<text>.*?)</script>", re.DOTALL)
NO_PROGRAM = re.compile(r"""\ssrc=|\stype=["']?application/(?:ld\+)?json""")
CHARSET = re.compile(r"<meta charset=[^>]*>")
# Code whose content never changes, since its digest is in its name.
DIGESTED = re.compile(r"(?P<beginning>.*[-.])(?:[0-9a-f]{8}|[0-9A-Z]{8})\.(?:.*\.)?(?:css|js|mjs|wasm)")
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
POLICY = "Content-Security-Policy"
# Of all pages; what scripts may run comes after it.
BEGINNING = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'"
IN_NO_FRAME = {POLICY: "frame-ancestors 'none'"}
DRAWING = {POLICY: "default-src 'none'; img-src data:; style-src 'unsafe-inline'"}  # its own style, and no script
WORKER = {POLICY: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"}
IMMUTABLE = {"Cache-Control": "public, max-age=31536000, immutable"}
WORKERS = ("worker-", "runner-")
FRAMES = EMBED.format(id="*").replace(".md", "/")  # the addresses of the pages for frames


def write(site: Path, site_url: str) -> None:
    """Write the policy into all pages of a built site, and beside them what hosts are to send."""
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        meta = f'<meta http-equiv="{POLICY}" content="{policy(html)}">'
        path.write_text(CHARSET.sub(rf"\g<0>{meta}", html, count=1), encoding="utf-8")
    files = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    write_if_changed(site / HEADERS, headers(files, quote(urlsplit(site_url).path or "/")).encode())


def policy(html: str) -> str:
    """Return the policy under which a page works."""
    scripts = " ".join(["'self'", *sorted({script_hash(text) for text in programs(html)})])
    return f"{BEGINNING}; script-src {scripts}"


def programs(html: str) -> Iterator[str]:
    """Yield the scripts in the text of a page."""
    for match in SCRIPT.finditer(html):
        if not NO_PROGRAM.search(match["attributes"]):
            yield match["text"]


def script_hash(text: str) -> str:
    """Return how a policy names a script that stands in a page."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def headers(files: list[str], base: str) -> str:
    """Return the file of headers for a site: in patterns that hosts have in common, and few, since Cloudflare Pages reads a hundred.

    Where several rules meet an address all of their policies hold, so that few may.
    """
    rules: dict[str, dict[str, str]] = {"*": EVERYWHERE, "*.svg": DRAWING}
    rules |= dict.fromkeys(in_no_frame(files), IN_NO_FRAME)
    rules |= {f"{name.rpartition('/')[0]}/*": IMMUTABLE for name in files if fnmatch(name, "search/*/*")}
    for beginning in immutable(files):
        rules[f"{beginning}*"] = IMMUTABLE | (WORKER if beginning.endswith(WORKERS) else {})
    blocks = ("\n".join([base + quote(address, safe="/*:"), *lines(rule)]) for address, rule in rules.items())
    return "\n".join(blocks) + "\n"


def immutable(files: list[str]) -> list[str]:
    """Return how the addresses begin of code that carries a digest in its name: all before it."""
    named = [match for name in files if (match := DIGESTED.fullmatch(name))]
    changing = {*files} - {match[0] for match in named}
    beginnings = {match["beginning"] for match in named}
    return sorted(each for each in beginnings if not any(name.startswith(each) for name in changing))


def lines(rule: dict[str, str]) -> Iterator[str]:
    return (f"  {name}: {value}" for name, value in rule.items())


def in_no_frame(files: list[str]) -> list[str]:
    """Return patterns that meet all pages but those for frames: folders as a whole where none of these is in them."""
    pages = [name.removesuffix("index.html") for name in files if name.endswith(".html")]
    return sorted({pattern(page) for page in pages if not fnmatch(page, FRAMES)})


def pattern(page: str) -> str:
    """Return the pattern of a page and its like; beside a page for frames are those alike that begin as it does not."""
    above, _, frame = FRAMES.removesuffix("/").rpartition("/")  # playgrounds/*, embed
    folder, *below = page.split("/")
    if folder != above.partition("/")[0]:
        return f"{folder}/*" if below else page
    if len(below) < 3:  # playgrounds/, playgrounds/one/
        return f"{folder}/{':id/' * (len(below) - 1)}"
    beginnings = accumulate(f"{below[1]}/")
    return f"{folder}/:id/{next(each for each in beginnings if not f'{frame}/'.startswith(each))}*"
