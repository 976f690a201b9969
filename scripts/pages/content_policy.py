"""What pages may load and run: what lies on their own host and, of the scripts in their text, those that the build wrote.

The policy stands in every page. A page that the theme fetches runs under that of the page before, so all that it may fetch
have the same scripts. What only headers can say is in ``_headers``, a file that Netlify, Cloudflare Pages and others read: who
may put a page into a frame, what Workers and drawings may do, which files never change.
"""

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

from scripts.markdown.playgrounds import EMBED
from scripts.shared.files import write_if_changed

HEADERS = "_headers"
SCRIPT = re.compile(r"<script(?P<attributes>(?:\s[^>]*)?)>(?P<text>.*?)</script>", re.DOTALL)
NO_PROGRAM = re.compile(r"""\ssrc=|\stype=["']?application/(?:ld\+)?json""")
CHARSET = re.compile(r"<meta charset=[^>]*>")
DIGEST = re.compile(r"[-.](?:[0-9a-f]{8}|[0-9A-Z]{8})\.")  # in the name of a file whose content never changes
CODE = {".css", ".js", ".mjs", ".wasm"}
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


def write(site: Path, site_url: str) -> None:
    """Write the policy into all pages of a built site, and beside them what hosts are to send."""
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        meta = f'<meta http-equiv="{POLICY}" content="{policy(html)}">'
        path.write_text(CHARSET.sub(rf"\g<0>{meta}", html, count=1), encoding="utf-8")
    write_if_changed(site / HEADERS, headers(site, quote(urlsplit(site_url).path or "/")).encode())


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


def headers(site: Path, base: str) -> str:
    """Return the file of headers; where several rules meet an address all of their policies hold, so that few may."""
    rules: dict[str, dict[str, str]] = {"*": EVERYWHERE, "*.svg": DRAWING}
    rules |= dict.fromkeys(in_no_frame(site), IN_NO_FRAME)
    rules |= {f"{folder.relative_to(site).as_posix()}/*": IMMUTABLE for folder in site.glob("search/*/")}
    named = [path for path in site.glob("assets/**/*") if DIGEST.search(path.name) and path.suffix in CODE]
    for path in sorted(named, key=lambda path: (-path.stat().st_size, path)):  # Cloudflare Pages reads a hundred rules
        rules[path.relative_to(site).as_posix()] = IMMUTABLE | (WORKER if path.name.startswith(WORKERS) else {})
    blocks = ("\n".join([base + quote(address, safe="/*:"), *lines(rule)]) for address, rule in rules.items())
    return "\n".join(blocks) + "\n"


def lines(rule: dict[str, str]) -> Iterator[str]:
    return (f"  {name}: {value}" for name, value in rule.items())


def in_no_frame(site: Path) -> list[str]:
    """Return the addresses of all pages but those for frames, folders as a whole where none of these is in them."""
    frames = {path.relative_to(site) for path in site.glob(EMBED.format(id="*").replace(".md", "/index.html"))}
    above = {folder for frame in frames for folder in frame.parents}
    found = set()
    for path in site.rglob("*.html"):
        page = path.relative_to(site)
        folders = [folder for folder in reversed(page.parents) if folder not in above]
        if page in frames:
            continue
        found.add(f"{folders[0].as_posix()}/*" if folders else page.as_posix().removesuffix("index.html"))
    return sorted(found)
