"""fastexcel and pandera on polars: the two large sheets read as typed columns, and checked as such; no cell is named."""

import sys

import fastexcel
import pandera.polars as pa
import polars as pl

CALL_OFFS = pa.DataFrameSchema({
    "Avrop-id": pa.Column(str, unique=True), "Datum": pa.Column(pl.Date), "Mottagare": pa.Column(str), "Insats-id": pa.Column(str),
    "Belopp": pa.Column(float, pa.Check.gt(0)), "Status": pa.Column(str, pa.Check.isin(["begärt", "godkänt", "utbetalt", "avslaget", "återfört"])),
}, coerce=True)  # fmt: skip
OUTCOMES = pa.DataFrameSchema({
    "Verifikation": pa.Column(str), "Bokföringsdatum": pa.Column(pl.Date), "Period": pa.Column(int, pa.Check.in_range(200001, 209912)),
    "Mottagare": pa.Column(str), "Insats-id": pa.Column(str), "Belopp": pa.Column(float),
}, coerce=True)  # fmt: skip

workbook = fastexcel.read_excel(sys.argv[1])
for sheet, schema in (("Avrop", CALL_OFFS), ("Utfall", OUTCOMES)):
    frame = workbook.load_sheet(sheet, schema_sample_rows=None).to_polars()
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        print(sheet, errors.failure_cases)
