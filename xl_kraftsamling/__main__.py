"""`python -m xl_kraftsamling`: the same as the command `kraftsamling`.

Python itself looks for its first modules, and for this package, in the folder that it is run from, before anything here can prevent
it: where that is a folder of others' files, the command is the safe way, or `python -P -m xl_kraftsamling`.
"""

from xl_kraftsamling.cli import main

main()
