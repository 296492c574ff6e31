"""Draws the sample shops' pictures: a small software renderer and the things it knows how to build."""
