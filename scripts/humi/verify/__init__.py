"""Every output opened again and held against what was written."""
