"""`python -m xl_kraftsamling.sheets.template`: build the template where the program looks for it."""

from xl_kraftsamling.sheets.fill import template
from xl_kraftsamling.sheets.template import build

build(template())
