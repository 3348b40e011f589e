"""From a web address to the articles behind it: what is fetched next, and what it gives."""
