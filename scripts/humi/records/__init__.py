"""The nouns of the project."""
