"""Mehrshahr (مهرشهر): a made-up city, drawn and told from a seed.

The content is plain Python and knows nothing of Django: ``places`` draws the map, ``offices`` and
``services`` say who does what, ``words`` and ``texts`` hold what people write, ``pictures`` draws
what they photograph, and ``story`` lays a year of it out in order.
"""
