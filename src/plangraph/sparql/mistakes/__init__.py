"""What is wrong with a text that is no query: where, in words, and what may mend it."""
