"""Results that strangers send in, and whether they are what they say."""
