"""Ids of programs, in whole pages."""

from scripts.pages.copy_buttons import with_own_ids


def test_every_program_gets_an_id_and_what_has_one_keeps_it():
    html = '<pre><span></span><code>a</code></pre><details id="d"><pre class="x">b</pre><pre id="own">c</pre></details><prefix>'
    assert with_own_ids(html) == (
        '<pre id="__1"><code>a</code></pre><details id="d"><pre id="__2" class="x">b</pre><pre id="own">c</pre></details><prefix>'
    )
