"""frictionless: a table schema for each of the two large sheets."""

import sys

from frictionless import Resource, Schema, formats, system

CALL_OFFS = {
    "Avrop-id": {"type": "string", "constraints": {"unique": True}}, "Datum": {"type": "date"}, "Mottagare": {"type": "string"},
    "Insats-id": {"type": "string"}, "Belopp": {"type": "number", "constraints": {"minimum": 0}},
    "Status": {"type": "string", "constraints": {"enum": ["begärt", "godkänt", "utbetalt", "avslaget", "återfört"]}},
}  # fmt: skip
OUTCOMES = {
    "Verifikation": {"type": "string"}, "Bokföringsdatum": {"type": "date"}, "Period": {"type": "integer"},
    "Mottagare": {"type": "string"}, "Insats-id": {"type": "string"}, "Belopp": {"type": "number"},
}  # fmt: skip

for sheet, fields in (("Avrop", CALL_OFFS), ("Utfall", OUTCOMES)):
    schema = Schema.from_descriptor({"fields": [{"name": name, **about} for name, about in fields.items()]})
    with system.use_context(trusted=True):
        report = Resource(path=sys.argv[1], control=formats.ExcelControl(sheet=sheet), schema=schema).validate()
    print(sheet, report.valid, report.stats)
