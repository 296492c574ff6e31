"""The ground floor: files and folders are written whole, databases opened and brought up to date.

It knows no other package.
"""
