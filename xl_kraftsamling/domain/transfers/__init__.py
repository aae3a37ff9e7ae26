"""Transfers between recipients: each condition that one must meet, and what one would change."""
