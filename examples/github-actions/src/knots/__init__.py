"""Speeds at sea."""


def kilometres_per_hour(knots):
    return knots * 1.852
