"""The address of the site as pages and feeds may hold it."""

from urllib.parse import quote, urlsplit


def encoded(address: str) -> str:
    """Return ``SITE_URL`` with its host in ASCII and its path percent-encoded, as browsers show neither."""
    parts = urlsplit(address.strip())
    host, colon, port = parts.netloc.partition(":")
    netloc = parts.netloc if parts.netloc.isascii() else f"{host.encode('idna').decode()}{colon}{port}"
    return parts._replace(netloc=netloc, path=quote(parts.path, safe="/%~:@!$&'()*+,;=")).geturl()
