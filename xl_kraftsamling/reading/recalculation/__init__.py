"""Every formula of a workbook calculated anew, as a second opinion on its stored values: what FO08 tells where `--recalc` asks for it.

Nothing imports this package unless it is asked for: the engine, pyOfficeEditor, is an extra (`pip install xl-kraftsamling[recalc]`).

The order of work: `second_opinion` adds what is found to a workbook that was read; `process` runs the engine beside this process, with
bounds on time and memory, since a formula can cost anything; there, `engine` calculates, `trust` keeps it from what it cannot know,
`staleness` says which differences count, and `groups` puts together what is told.

An engine can be wrong, and a wrong finding is worse than none.  So a cell is left out, with the reason (KO01), where it calls a function
that is not trusted (`trust.toml`: what changes by itself, depends on the language of Excel, or is found by approximation), or refers to
another workbook, or is in a loop.  Such a cell keeps its stored value, and what reads it is calculated with that: Excel stores all values
at one moment, so that a formula which disagrees with the values stored beside it is stale, whatever those are.
"""
