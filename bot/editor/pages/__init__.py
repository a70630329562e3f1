"""The editors' pages under /redaktion, and the two pages that let others say what is wrong."""
