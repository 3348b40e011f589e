"""Pages of live sites: what a fetched page is, where it leads, what its site has taught."""
