"""Reading and writing workbooks: polars, pandera, openpyxl, lxml and calamine live here and nowhere else."""
