"""Which files will be made, from which template and which records."""
