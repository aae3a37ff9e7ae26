"""`python -m xl_kraftsamling.writing.template`: build the template in the place where the program finds it."""

from xl_kraftsamling.writing.template import build_template
from xl_kraftsamling.writing.template_file import find_template

build_template(find_template())
