"""What the first pass hands to the second one, and how sure a span is."""

PASSED = -2  # what is read over
ROW, BEGIN, END, KIND, FIRST, LAST = range(6)
"""Rows of the candidates: cell, bytes from and to, kind, code points from and to."""
SURE, TOLD, LIKELY = 100, 90, 60  # scores, in hundredths
LABEL, SCORE, BYTE_BEGIN, BYTE_END = 3, 4, 5, 6
"""Rows of the spans that the second pass writes, behind cell and code points from and to."""
