"""``python -m nlp_service`` is the command line."""

from nlp_service.cli.main import run

if __name__ == "__main__":
    run()
