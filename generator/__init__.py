"""Etalase: turns sellers' folders into small static storefronts and one shared hub."""

__version__ = "0.1.0"
