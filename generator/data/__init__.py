"""Vocabularies and tables of the generator."""
