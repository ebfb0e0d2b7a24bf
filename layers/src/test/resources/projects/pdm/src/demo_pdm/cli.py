from demo_pdm import main  # noqa
