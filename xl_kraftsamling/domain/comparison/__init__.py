"""Two books compared: which rows are the same one, what has changed in them, and what that does to the money.

`pairing` pairs the rows, by id and, where they have none, by content; `changes` says what differs between two rows of a pair, and `bridges`
explains the difference of each figure of a recipient by them.  Everything is about what the rows mean: how it
is written in the cells is for `reading` to compare.  `copies` and `merging` put together what several copies of a book do to its rows.
"""
