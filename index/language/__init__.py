"""Vietnamese as text: normal forms, tokens, words, sentences, dates. Knows no storage."""
