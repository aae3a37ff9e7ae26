"""python-calamine and pandera on pandas: the rows of the two large sheets as they are, so that a row can be named."""

import sys

import pandas as pd
import pandera.pandas as pa
from python_calamine import CalamineWorkbook

CALL_OFFS = pa.DataFrameSchema({
    "Avrop-id": pa.Column(str, unique=True), "Datum": pa.Column("datetime64[ns]"), "Mottagare": pa.Column(str), "Insats-id": pa.Column(str),
    "Belopp": pa.Column(float, pa.Check.gt(0)), "Status": pa.Column(str, pa.Check.isin(["begärt", "godkänt", "utbetalt", "avslaget", "återfört"])),
}, coerce=True)  # fmt: skip
OUTCOMES = pa.DataFrameSchema({
    "Verifikation": pa.Column(str), "Bokföringsdatum": pa.Column("datetime64[ns]"), "Period": pa.Column(int, pa.Check.in_range(200001, 209912)),
    "Mottagare": pa.Column(str), "Insats-id": pa.Column(str), "Belopp": pa.Column(float),
}, coerce=True)  # fmt: skip

workbook = CalamineWorkbook.from_path(sys.argv[1])
for sheet, schema in (("Avrop", CALL_OFFS), ("Utfall", OUTCOMES)):
    headings, *rows = workbook.get_sheet_by_name(sheet).to_python()
    try:
        schema.validate(pd.DataFrame(rows, columns=headings), lazy=True)
    except pa.errors.SchemaErrors as errors:
        print(sheet, errors.failure_cases)
