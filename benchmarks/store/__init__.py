"""The store of results: their documents, migrations, predictions, and sums of several."""
