"""From question to answer: understand, retrieve, rank, select, extract, decide."""
