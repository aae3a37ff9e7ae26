"""call_offs."""
