"""Files to records, every fault with its line."""
