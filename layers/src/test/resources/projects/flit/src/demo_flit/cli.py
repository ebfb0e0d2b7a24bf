from demo_flit import main  # noqa
