"""Registrations from spreadsheets -> sellers' folders: read, matched, judged, compared, written."""
