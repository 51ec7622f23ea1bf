"""Reports on results: the page with its tables, and what a paper takes."""
