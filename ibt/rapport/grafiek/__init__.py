"""Charts as SVG: direct labels, never colour alone, Dutch numbers, alt text with the finding."""
