"""Texts, whatever they are of: words, figures, names, differences, runs that two texts share."""
