import pytest

from scripts.shared.site_address import encoded


@pytest.mark.parametrize(
    ("address", "right"),
    [
        ("", ""),
        ("https://example.org/blog/", "https://example.org/blog/"),
        ("http://127.0.0.1:8000/blog", "http://127.0.0.1:8000/blog"),
        ("https://example.org/我的 博客/", "https://example.org/%E6%88%91%E7%9A%84%20%E5%8D%9A%E5%AE%A2/"),
        ("https://example.org/%E6%88%91/", "https://example.org/%E6%88%91/"),
        ("https://例子.中国:8000/", "https://xn--fsqu00a.xn--fiqs8s:8000/"),
    ],
)
def test_an_address_is_written_as_it_is_sent(address, right):
    assert encoded(address) == right
