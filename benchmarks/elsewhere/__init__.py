"""Results and corpora in the places where others look: harnesses, stores of results, charts."""
