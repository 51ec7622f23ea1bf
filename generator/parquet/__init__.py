"""A writer of Parquet for what datasets hold, which takes less time than to generate it."""
