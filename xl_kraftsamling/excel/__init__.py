"""The program inside Excel: functions in cells and buttons on a ribbon; xlwings lives here and nowhere else.

`functions` needs the domain alone, so that a cell waits for neither pandera nor a reader of files.  Measured (CPU
seconds): importing it takes 0.08 on top of xlwings' own 0.09; where polars is installed xlwings itself imports that too, for
another 0.17, once, when the server of the functions starts.  `buttons` calls the same use cases as the command line.

Only the part of xlwings that has its BSD licence is used, nothing of its pro part.
"""
