"""What detectors are run on: generated corpora, datasets, and labelled corpora of any format."""
