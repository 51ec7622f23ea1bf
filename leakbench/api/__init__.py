"""The public API behind ``import leakbench``: thin modules over the three packages."""
