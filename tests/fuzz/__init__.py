"""A mutation fuzzer for workbooks: whatever is done to a zip archive and its XML, the answer is a result or a refusal.

`run.py` is the command; input n of a seed is always the same one, whatever the number of processes.
"""
