"""The trained tagger: names, firms, addresses and other written-out values, read in context."""
