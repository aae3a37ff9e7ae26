"""`python -m xl_kraftsamling.writing.template`: build the template where the program looks for it."""

from xl_kraftsamling.writing.template import build_template
from xl_kraftsamling.writing.template_file import find_template

build_template(find_template())
