"""`python -m xl_kraftsamling`: the same as the command `kraftsamling`."""

from xl_kraftsamling.cli import main

main()
