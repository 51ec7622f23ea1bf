"""What the page says, a file a section."""
