"""KO: findings about the check itself: rules that could not be tried, and waivers.  Found by `verdict/`."""
