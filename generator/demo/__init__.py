"""A synthetic workspace of any size: made-up shops whose folders look like those of real sellers.

Seller number n is a pure function of the seed and n, so a larger workspace only has more sellers, and
nothing about one seller has to be remembered while the next is written.
"""
