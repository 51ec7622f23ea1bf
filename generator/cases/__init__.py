"""Cases: seized offices with machines, folders and files, and what is true of each file."""
