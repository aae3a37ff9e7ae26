"""`python -m xl_kraftsamling.excel.vba`: build the macro workbook and the add-in beside the template."""

from xl_kraftsamling.excel.vba import build_addin, build_macro_workbook
from xl_kraftsamling.writing.template_file import find_template

build_macro_workbook(find_template(), find_template().parent)
build_addin(find_template().parent)
