from demo_hatchling import main  # noqa
