"""`python -m xl_kraftsamling.writing.template`: build the template where the program looks for it."""

from xl_kraftsamling.writing.template import build
from xl_kraftsamling.writing.template_file import template

build(template())
