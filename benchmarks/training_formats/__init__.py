"""Labelled texts as programs that train and annotate read them, one module a format."""
