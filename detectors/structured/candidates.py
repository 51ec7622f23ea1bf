"""What the first pass hands to the second one, and how sure a span is."""

PASSED = -2  # what is read over
ROW, BEGIN, END, KIND, FIRST, LAST = range(6)
"""Rows of the candidates: cell, bytes from and to, kind, code points from and to."""
SURE, TOLD, LIKELY = 100, 90, 60  # scores, in hundredths
BYTE_BEGIN, BYTE_END = 5, 6  # rows of the spans of the second pass, behind what an answer holds
