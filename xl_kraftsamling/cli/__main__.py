"""`python -m xl_kraftsamling.cli`: the same as the command `kraftsamling`."""

from xl_kraftsamling.cli import main

if __name__ == "__main__":  # the processes of --jobs import this file too
    main()
