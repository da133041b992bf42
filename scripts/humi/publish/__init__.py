"""The manifest, and the swap into the published folder."""
