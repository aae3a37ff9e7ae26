"""KO: what the check says of itself: rules that could not be tried, and waivers.  Found by `verdict/`."""
