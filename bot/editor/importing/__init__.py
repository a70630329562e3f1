"""Listings in and out as tables: read, compared with what stands, offered as drafts; and written."""
