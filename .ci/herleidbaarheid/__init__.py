"""docs/herleidbaarheid.md: every norm of the framework, what carries it out and what shows it."""
