from demo_setuptools import main  # noqa
