"""Installing the add-in, and finding what keeps Excel from reaching Python.

`installation` plans what is written and removed, `machine` is what the doctor looks at (files, environment, processes, and of
`registry` the registry of Windows), `doctor` looks for every known cause: `file_checks`, `office_checks`, `workbook_checks`, and
`trial_checks` of what `trial` has tried.  The words of the causes are beside their checks, in the modules of `troubles`.
"""
