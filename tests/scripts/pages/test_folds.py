from scripts.pages.folds import folded_headings


def test_headings_in_folds_are_found_and_those_around_them_not():
    html = """<h2 id="a">一</h2><details><summary>二</summary><h3 id="b">三</h3><details open><h4 class="x" id="c&amp;d">四</h4>
    </details><h3 id="e">五</h3></details><h2 id="f">六</h2>"""

    assert folded_headings(html) == ["b", "c&d", "e"]
