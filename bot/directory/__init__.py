"""The directory: listings, opening hours and search."""
