"""A server of files: right types, gzip, a folder's index, the site's own 404 page, below any path; and what ``_headers`` says."""

import contextlib
import functools
import gzip
import http.server
import io
import re
import threading
import urllib.parse
from pathlib import Path

TYPES = {
    "": "application/octet-stream",
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".py": "text/x-python; charset=utf-8",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
COMPRESSED = {".gif", ".png", ".whl", ".woff2"}  # already


@contextlib.contextmanager
def serving(folder: Path, base: str = "/"):
    """Serve ``folder`` below the path ``base`` and give the address of its first page."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        extensions_map = TYPES

        def send_head(self):
            path = urllib.parse.urlsplit(self.path).path
            target = self.file_of(path) if path.startswith(base) else None
            if target is None:
                self.send_missing()
                return None
            file = target / "index.html" if path.endswith("/") else target
            if file.is_file() and self.takes_gzip(file):
                return self.send_gzipped(file)
            return super().send_head()

        def takes_gzip(self, file):
            """Return whether to compress; what has not changed since is for the standard library to say."""
            asked = "gzip" in self.headers.get("Accept-Encoding", "") and "If-Modified-Since" not in self.headers
            return asked and file.suffix not in COMPRESSED

        def send_gzipped(self, file):
            changed = file.stat().st_mtime
            content = gzipped(file, changed)
            self.send_response(200)
            self.send_header("Content-Type", self.guess_type(file))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Last-Modified", self.date_time_string(changed))
            self.end_headers()
            return io.BytesIO(content)

        def end_headers(self):
            path = urllib.parse.urlsplit(self.path).path
            for name, values in headers_for(folder / "_headers", path).items():
                self.send_header(name, ", ".join(values))
            super().end_headers()

        def translate_path(self, path):
            below = urllib.parse.urlsplit(path).path.removeprefix(base)
            return super().translate_path(f"/{below}")

        def file_of(self, path):
            """Return the file that answers; None where there is none, since folders are not listed."""
            target = Path(self.translate_path(path))
            if target.is_dir():
                return target if not path.endswith("/") or (target / "index.html").is_file() else None
            return target if target.is_file() else None

        def send_missing(self):
            page = folder / "404.html"
            content = page.read_bytes() if page.is_file() else b"404"
            self.send_response(404)
            self.send_header("Content-Type", TYPES[".html"])
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        def log_message(self, *arguments):
            pass

    class Server(http.server.ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128  # a page opens more connections at once than the five of the standard library

        def handle_error(self, request, client_address):
            pass  # a browser that leaves a page hangs up in the middle of an answer

    def handler(*arguments):
        return Handler(*arguments, directory=str(folder))

    with Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{base}"
        finally:
            server.shutdown()
            thread.join()


@functools.cache
def gzipped(file, changed):
    """Return the bytes of the file as it was changed last."""
    return gzip.compress(file.read_bytes(), compresslevel=6)


def headers_for(file, path):
    """Return what a file of headers says of a path, all values by name: those of all rules that meet it, as hosts join them."""
    found: dict[str, list[str]] = {}
    for pattern, lines in rules(file, file.stat().st_mtime_ns) if file.is_file() else []:
        if pattern.fullmatch(path):
            for name, value in lines:
                found.setdefault(name, []).append(value)
    return found


@functools.cache
def rules(file, changed):
    """Return the rules of the file as it was changed last: a pattern of paths, and the headers."""
    found: list[tuple[re.Pattern[str], list[tuple[str, str]]]] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("/"):
            found.append((re.compile(re.sub(r":\w+", "[^/]+", re.escape(line).replace(r"\*", ".*"))), []))
        elif line.strip():
            name, _, value = line.strip().partition(": ")
            found[-1][1].append((name, value))
    return found
