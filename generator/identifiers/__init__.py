"""Identifiers: numbers of people, firms, cards, cars, devices, parcels and papers."""
