"""``python -m quizgen`` is ``quizgen``."""

from quizgen.cli.main import main

if __name__ == "__main__":
    main()
