"""Any bank whose copy is at hand → false versions of its questions, and how many of them `quizgen check` notices."""
