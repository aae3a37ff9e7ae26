"""year_end."""
