"""Detectors of personal information: the contract, the registry, our own and adapters to others."""
