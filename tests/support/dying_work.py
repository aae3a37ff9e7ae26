"""Work for other processes, some of which ends the process that does it."""

import os
import signal
import sys


def work_or_die(item: str) -> str:
    """The item in capitals; the process dies over `kill`, `abort`, `exit` and `raise`."""
    print("among the answers?")
    if item == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if item == "abort":
        os.abort()
    if item == "exit":
        os._exit(0)
    if item == "raise":
        raise KeyboardInterrupt
    return f"{item.upper()} {os.getpid()}"


def list_path(_item: str) -> list[str]:
    """Where the process looks for modules."""
    return sys.path
