"""What all commands share: exit codes, options, output, progress, and the machine they run on."""
