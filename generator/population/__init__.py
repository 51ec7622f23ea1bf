"""The population: people, their families, names, homes and accounts."""
