from demo_poetry import main  # noqa
