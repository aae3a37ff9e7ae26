"""Installing the add-in, and finding what keeps Excel from reaching Python.

`installation` plans what is written and removed, `registry` reads the registry of Windows, `troubles` are the known causes,
and `doctor` looks for each of them.
"""
