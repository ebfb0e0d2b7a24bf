from demo_uv import main  # noqa
