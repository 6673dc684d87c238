"""The questions as immutable state: their sequence, the self-assessment, the review."""
