"""How a run ends that is interrupted: by Ctrl+C, by a terminal that is closed, or by whoever ends its process.

The process ends where it is, once it has tidied up, and no exception is raised for it: one that comes at any moment can come where it
is caught, or where what it interrupts was tidying up itself.
"""

import os
import signal
from collections.abc import Callable
from types import FrameType

_SIGNALS = "SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"  # those of them that the system knows


def leave_when_interrupted(tidy: Callable[[], None] = lambda: None) -> None:
    """From now on end the process when it is interrupted, with the customary exit code: 130 after Ctrl+C, 143 after SIGTERM.

    :param tidy: what is done before.
    """

    def leave(number: int, _frame: FrameType | None) -> None:
        """End the process, by the number of the signal."""
        try:
            tidy()
        finally:
            os._exit(128 + number)

    for number in (getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)):
        if signal.getsignal(number) != signal.SIG_IGN:  # which nohup, or a shell that runs it behind, has asked for
            signal.signal(number, leave)
