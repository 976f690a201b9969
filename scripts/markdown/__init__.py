"""The Markdown that authors write: extensions of Python-Markdown, which know nothing of MkDocs."""
