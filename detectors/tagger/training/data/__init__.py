"""What training reads: sentences, words, and how characters are spelt."""
