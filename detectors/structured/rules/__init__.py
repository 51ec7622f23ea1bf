"""What a number is, as rules in data: read, checked, compiled into the kernels that ask them."""
