"""Empty: the schemas are in `gate`; a contract in pyproject.toml still names this module."""
