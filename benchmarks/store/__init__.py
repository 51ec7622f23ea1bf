"""The store of results: documents, migrations, packing, predictions, and sums of several."""
