"""Postings in the forms that people have them in: one small reader for each shape of file.

:mod:`~skillgap.postings.sources.detection` chooses the reader by the content of the file. Every
reader takes a :class:`~skillgap.postings.sources.content.Content` and gives pieces, whose fields
:mod:`~skillgap.postings.sources.records` reads with one table of names.
"""
