"""Public real corpora: a card says where each can be had, and what makes labelled lines of it."""
