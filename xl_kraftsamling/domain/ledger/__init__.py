"""The books of a workbook: what changes what a recipient has left, summed, over time, and what leaves it open."""
