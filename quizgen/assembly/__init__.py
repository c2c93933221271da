"""Questions, a recipe and a seed → decks and worksheets."""
