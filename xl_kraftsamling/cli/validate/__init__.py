"""`kraftsamling validate`, a module per subject.

The order of work: `command` parses, `checking` checks each workbook, here or in other processes, `copies` writes the copy that is
wanted, and `formats` says what is printed.  `run` is what these hand to one another.
"""

from xl_kraftsamling.cli.validate.command import validate_command

__all__ = ["validate_command"]
