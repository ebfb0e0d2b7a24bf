import knots


def test_a_knot_is_a_nautical_mile_per_hour():
    assert knots.kilometres_per_hour(10) == 18.52
