"""A Word document, written into the base that comes with the program or into an office's own template.

`template` opens what somebody else has made, without trusting it, and `marks` finds the place for the text in it; `base` is the document that is used
where no template is given, and is opened as one; `styles` finds the styles that are needed in it, or adds them; `manuscript` writes
headings, paragraphs and lists in its order, `tables` tables; `packing` makes the file.  `elements` is the XML beneath all of them.

python-docx opens and saves the package; what it has no words for (rows that repeat, the language of a text, content controls) is
written as elements.  Nothing here knows what the report is about.
"""
