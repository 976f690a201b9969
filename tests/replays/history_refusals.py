"""Rows that the models of the history refuse: (table, row from 0, cells that are changed, column, rule). For both interpreters."""

from plots.models.history import activity, commits, events, facts, funding, numbers, releases, sources, stars
from plots.models.history.rows import RowError
from tests.replays import history_tables

MODELS = {
    "events": events.timeline,
    "rounds": funding.funding_rounds,
    "releases": releases.library_releases,
    "quarters": activity.quarterly_activity,
    "stars": stars.star_snapshots,
    "numbers": numbers.reported_numbers,
    "facts": facts.single_facts,
    "pages": sources.known_pages,
    "commits": commits.first_week,
}
TABLES = {
    "events": history_tables.events,
    "rounds": history_tables.rounds,
    "releases": history_tables.releases,
    "quarters": history_tables.quarters,
    "stars": history_tables.stars,
    "numbers": history_tables.numbers,
    "facts": history_tables.facts,
    "pages": history_tables.pages,
    "commits": history_tables.commits,
}
ADDRESSES = ("example.org", "ftp://example.org", "https://example.org/a b", "https://example.org/<a>", "https:")


def each(table, row, column, rule, *values):
    """Return a row for each of the values that a cell is given."""
    return [(table, row, {column: value}, column, rule) for value in values]


REFUSED = (
    each("events", 1, "id", "slug", "First", "first commit", "first_commit", "-first", "first--commit", "第一")
    + each("events", 1, "id", "filled", "")
    + each("events", 1, "id", "trimmed", " first", "first ")
    + each("events", 1, "id", "unique", "founded")
    + each("events", 1, "date", "date", "2018-10-32", "2018-13", "Oct 2018", "18-10-29", "2018.10.29")
    + each("events", 1, "date", "filled", "")
    + each("events", 1, "precision", "expected", "month", "year")
    + each("events", 1, "precision", "choice", "exact")
    + each("events", 1, "category", "choice", "opensource", "Funding")
    + each("events", 1, "title_zh", "filled", "")
    + each("events", 1, "title_en", "filled", "")
    + each("events", 1, "source_url", "address", *ADDRESSES)
    + each("events", 1, "source_url", "filled", "")
    + each("events", 1, "evidence", "choice", "unverified", "Hard")
    + each("events", 1, "evidence", "filled", "")
    + each("events", 2, "date", "order", "2018-10-28")
    + each("rounds", 1, "amount_usd", "number", "15M", "15,000,000", "-1", "1.5e7", "1.0")
    + each("rounds", 1, "amount_usd", "positive", "0")
    + each("rounds", 1, "cumulative_usd", "expected", "18999999", "15000000", "")
    + each("rounds", 2, "cumulative_usd", "empty", "519000000")
    + each("rounds", 1, "status", "choice", "open")
    + each("rounds", 1, "round", "unique", "seed")
    + each("rounds", 1, "valuation_basis", "together", "")
    + each("rounds", 0, "valuation_basis", "together", "press")
    + each("rounds", 1, "source_url_2", "address", "the second")
    + each("rounds", 1, "announced", "order", "2017-12-17")
    + each("releases", 1, "version", "version", "0.2", "v0.2.0")
    + [("releases", 1, {"version": "0.1.1", "kind": "patch"}, "version", "unique")]
    + each("releases", 1, "kind", "expected", "major", "patch", "prerelease")
    + each("releases", 1, "kind", "choice", "big")
    + each("releases", 1, "release_date", "day", "2018-11", "2018")
    + each("releases", 1, "package_upload_utc", "start", "2018-11-27T09:54:15Z")
    + each("releases", 1, "git_tag_date", "together", "")
    + each("releases", 1, "git_tag_date", "near", "2018-11-28")
    + each("releases", 0, "git_tag_date", "together", "2018-11-17")
    + each("releases", 2, "package", "choice", "transformer")
    + each("releases", 4, "package", "order", "pytorch-transformers")
    + each("releases", 4, "package_upload_utc", "order", "2019-09-26T09:00:00Z")
    + each("quarters", 1, "quarter", "quarter", "2019Q5", "2019-1", "19Q1", "2019q1")
    + each("quarters", 1, "quarter_end", "expected", "2019-03-30")
    + each("quarters", 1, "cumulative_commits", "expected", "501")
    + each("quarters", 1, "cumulative_authors", "expected", "41")
    + each("quarters", 1, "new_authors", "most", "41")
    + each("quarters", 1, "commits", "number", "two hundred")
    + each("quarters", 1, "bot_commits", "together", "")
    + each("quarters", 3, "active_authors", "together", "0")
    + each("quarters", 3, "complete", "expected", "yes")
    + each("quarters", 1, "complete", "choice", "maybe")
    + each("quarters", 1, "stars_date", "together", "")
    + each("quarters", 1, "stars_date", "within", "2019-04-01")
    + each("quarters", 1, "snapshot_date", "within", "2019-04-01")
    + each("quarters", 1, "snapshot_ref", "filled", "")
    + each("stars", 1, "date", "day", "2019-07")
    + each("stars", 1, "date", "unique", "2019-07-02")
    + each("stars", 1, "date", "order", "2019-07-01")
    + each("stars", 1, "stars", "filled", "")
    + each("stars", 1, "note", "milestone", "passes 102", "passes 75")
    + each("stars", 1, "note", "number", "passes many")
    + each("stars", 3, "repo_name", "order", "pytorch-transformers")
    + each("stars", 1, "repo_name", "choice", "bert")
    + each("numbers", 1, "metric", "choice", "staff")
    + each("numbers", 1, "date", "order", "2017-05-09")
    + each("numbers", 1, "value", "filled", "")
    + each("facts", 1, "id", "unique", "commits-of-a-week")
    + each("facts", 1, "value", "number", "46+", "4.6")
    + each("facts", 1, "unit", "filled", "")
    + each("commits", 1, "written_utc", "moment", "2018-10-31", "2018-10-31T15:19:12", "2018-10-31 15:19:12Z", "31 Oct")
    + each(
        "commits", 1, "written_utc", "moment", "2018-10-31T24:00:00Z", "2018-10-31T15:60:00Z", "2018-10-31T-1:00:00Z"
    )
    + each("commits", 1, "written_utc", "order", "2018-10-28T15:19:12Z")
    + each("commits", 1, "commit", "unique", "43bad")
    + each("commits", 1, "author", "filled", "")
    + each("commits", 1, "milestone", "choice", "weekend")
    + each("pages", 1, "id", "unique", "read")
    + each("pages", 1, "url", "unique", "https://example.org/read")
    + each("pages", 1, "through", "filled", "")
    + each("pages", 1, "through", "opened", "unread", "nobody")
    + each("pages", 0, "through", "empty", "unread")
    + each("pages", 0, "opened", "choice", "maybe")
    + each("pages", 0, "name", "filled", "")
)


def refusal(table, row, cells):
    """Return [row, column, rule, message] of the RowError that a changed table gives, or None."""
    try:
        MODELS[table](history_tables.changed(TABLES[table](), row, **cells))
    except RowError as error:
        return [error.index, error.column, error.rule, str(error)]
    return None
