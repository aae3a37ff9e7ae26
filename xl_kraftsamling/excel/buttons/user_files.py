"""What the buttons keep for a user on a computer."""

import os
from pathlib import Path
from tempfile import gettempdir


def user_file(name: str) -> Path:
    """The path of a file that is the user's own on this computer."""
    return Path(os.environ.get("LOCALAPPDATA", gettempdir())) / name
