"""The program inside Excel: functions in cells and buttons on a ribbon; xlwings lives here and nowhere else.

`functions` reads its tables as any workbook's are read, but for the file and for pandera, so that a cell waits for neither.  Measured (CPU
seconds): importing it takes 0.12 on top of xlwings' own 0.09, and recognition, which only workbooks in other layouts than the template's need,
0.09 more; where polars is installed xlwings itself imports that too, for another 0.17, once, when the server of the functions starts.
`buttons` calls the same use cases as the command line, and `lite` in a browser; what Excel is asked about cells stands in `cell_questions`.

Only the part of xlwings that has its BSD licence is used, nothing of its pro part.
"""
