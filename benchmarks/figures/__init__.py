"""Figures for papers and pages: one module a kind, one style for all."""
