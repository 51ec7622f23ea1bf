"""What a text means whose digits are disguised; ``column`` is what others call."""
