"""Headings and titles, and what they say.

`heading_rows` finds the rows of headings, and `heading_texts` puts those of several rows together by column.  `vocabulary` reads what the
words of each mean (`vocabulary.toml`), and `titles` reads the texts above a table.  Which unit, which year and which diarienummer a text
states, and which it only mentions, `statements` decides; which months it names, `period_labels`.
"""
