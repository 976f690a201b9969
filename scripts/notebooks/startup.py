"""What ``make notebook`` lets each kernel start with, so that JupyterLab shows what the page will.

Figures have the site's style, and cells work in an empty folder: what they write is thrown away and not published.
"""

__import__("scripts.notebooks.kernel", fromlist=["begin"]).begin()
__import__("scripts.notebooks.kernel", fromlist=["leave"]).leave()
