"""From terms to ranked articles: query, retrieval, re-ranking, snippets, keyword search."""
