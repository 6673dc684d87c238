"""From postings to a matrix: importing an analysis, reading postings, matching phrases, counting."""
