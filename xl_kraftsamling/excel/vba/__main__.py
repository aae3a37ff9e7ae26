"""`python -m xl_kraftsamling.excel.vba`: build the macro workbook and the add-in beside the template."""

from xl_kraftsamling.excel.vba import build_addin, build_workbook
from xl_kraftsamling.writing.template_file import template

build_workbook(template(), template().parent)
build_addin(template().parent)
