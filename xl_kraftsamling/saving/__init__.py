"""The one door through which a file is written, whatever is in it: a workbook, a report, a map, an add-in.

A file is written as a draft beside its place and moved there when it is whole, so that nobody ever sees half of it; who may read the
file that it replaces, or the file that it was made of, may read it, and nobody else; and what somebody else has written meanwhile is
never overwritten.  :mod:`replace` is the door, :mod:`drafts` the files that a run makes on its way and what becomes of them where it
is killed, :mod:`file_state` what a file held when it was read, :mod:`owner_files` how a spreadsheet program says that a workbook is
open, and :mod:`failures` why the system refuses, in words.

A target that is a link is refused, since whoever can put a link into a folder could otherwise choose which file of the user's is
overwritten; only where the user has allowed a file to be overwritten (`--force`) is the one to which it leads replaced, and the link
stays.  A report (`--output`) replaces a file without being asked, and so no link is followed for it.
A folder that is itself reached by a link is the folder to which it leads.

Windows gives a new file the permissions of its folder, as it does when Excel saves; elsewhere mode, owner, group and access list are
kept as far as the user may set them.
"""

from xl_kraftsamling.saving.drafts import Draft, make_draft, remove_own_drafts
from xl_kraftsamling.saving.failures import describe_failure, explain_failure, is_beyond_reach
from xl_kraftsamling.saving.file_state import FileState
from xl_kraftsamling.saving.owner_files import describe_owner, refuse_open
from xl_kraftsamling.saving.replace import check_target, replace_file, write_file

__all__ = [
    "Draft", "FileState", "check_target", "describe_failure", "describe_owner", "explain_failure", "is_beyond_reach", "make_draft", "refuse_open",
    "remove_own_drafts", "replace_file", "write_file",
]  # fmt: skip
