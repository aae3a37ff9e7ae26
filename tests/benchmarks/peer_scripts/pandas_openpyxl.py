"""pandas with openpyxl, and pandera: what most people write first."""

import sys

import pandas as pd
import pandera.pandas as pa

CALL_OFFS = pa.DataFrameSchema({
    "Avrop-id": pa.Column(str, unique=True), "Datum": pa.Column("datetime64[ns]"), "Mottagare": pa.Column(str), "Insats-id": pa.Column(str),
    "Belopp": pa.Column(float, pa.Check.gt(0)), "Status": pa.Column(str, pa.Check.isin(["begärt", "godkänt", "utbetalt", "avslaget", "återfört"])),
}, coerce=True)  # fmt: skip
OUTCOMES = pa.DataFrameSchema({
    "Verifikation": pa.Column(str), "Bokföringsdatum": pa.Column("datetime64[ns]"), "Period": pa.Column(int, pa.Check.in_range(200001, 209912)),
    "Mottagare": pa.Column(str), "Insats-id": pa.Column(str), "Belopp": pa.Column(float),
}, coerce=True)  # fmt: skip

for sheet, schema in (("Avrop", CALL_OFFS), ("Utfall", OUTCOMES)):
    try:
        schema.validate(pd.read_excel(sys.argv[1], sheet_name=sheet), lazy=True)
    except pa.errors.SchemaErrors as errors:
        print(sheet, errors.failure_cases)
