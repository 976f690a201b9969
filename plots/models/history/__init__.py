"""The history of Hugging Face and its library: rows of tables in, checked facts out.

=============  ==============================================================================================
``rows``       a row of a table and the cells that it must have; ``RowError`` says row, column and rule
``dates``      dates that are known to the year, the month or the day, and their place on an axis
``events``     the timeline: lanes, grades of evidence, filtering
``funding``    rounds whose sums close
``commits``    the first week of the library, commit by commit
``releases``   versions, the three names of the library, how often releases come
``activity``   commits, authors and model families per quarter, missing quarters as missing
``stars``      snapshots of stars and forks, gaps, milestones
``numbers``    numbers that the company or the press gave
``facts``      single numbers that the article states and no other table holds
``sources``    what stands behind an address, and the footnote for it
=============  ==============================================================================================

    from plots.models.history.events import filtered, timeline
    from plots.models.history.funding import funding_rounds, total

    events = timeline(rows)                                    # rows: a list of dicts, column to text
    filtered(events, lanes=("funding",), first_year=2018, search="lux")

This module imports nothing, so that a page loads only what it uses. Rows come from ``plots.data.history`` at build time; dates
and numbers live in its CSV files and nowhere else. What the tables leave empty is None here, never zero.
"""
