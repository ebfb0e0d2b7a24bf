"""The plank at the bottom."""

import idna


def main():
    print("keel with idna", idna.__version__)
