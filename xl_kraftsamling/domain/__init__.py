"""The domain, pure: words, money, recipients, decisions, rows and the arithmetic."""
