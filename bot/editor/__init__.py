"""The editors' domain: drafts, review, history, freshness and reports; the pages stand on it."""
