"""A small project."""

__version__ = "1.2.0"


def main():
    return 0
