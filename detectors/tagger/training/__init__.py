"""Training of the tagger: text with marked spans, and the weights that are learned from it."""
