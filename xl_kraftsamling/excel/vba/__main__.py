"""`python -m xl_kraftsamling.excel.vba`: build the template, and of it the macro workbook and the add-in, where the program finds them."""

from xl_kraftsamling.excel.vba import build_addin, build_macro_workbook
from xl_kraftsamling.writing.template import build_template
from xl_kraftsamling.writing.template_file import find_template

template = find_template()
build_template(template)
build_macro_workbook(template, template.parent)
build_addin(template.parent)
