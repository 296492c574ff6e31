"""What pages may cost; decided once, and checked by the tests and by `bench.quality`."""

KB = 1024

HTML_BYTES = 8 * KB
"""A page after brotli."""
CSS_BYTES = 8 * KB
"""A page's style sheet after brotli."""
JS_BYTES = 9 * KB
"""A page's scripts after brotli; with the basket."""
SEARCH_JS_BYTES = 10 * KB
"""The search page's scripts after brotli."""
SEARCH_BYTES = 80 * KB
"""What the first search fetches of the index and of cards, after brotli."""
FIRST_LOAD_BYTES = 150 * KB
"""Everything that the first visit fetches, on a phone of 360 pixels, before it is scrolled."""
REQUESTS = 30
"""Requests of that visit."""
LCP_SECONDS = 1.1
"""Largest contentful paint on a slow 4G (Lighthouse's mobile throttling)."""
LAYOUT_SHIFT = 0.0
"""Cumulative."""
SCORE = 100
"""Of every Lighthouse category."""
IMPORT_SECONDS = 600
"""An import of 300,000 rows of CSV, none of which is a shop yet."""
IMPORT_BYTES = 300 * 1024 * KB
"""Memory of each of its processes."""
VISITS_CPU_SECONDS = 60
"""An import of a million lines of access logs."""
VISITS_BYTES = 200 * 1024 * KB
"""Its memory."""
