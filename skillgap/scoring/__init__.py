"""Every figure: gap reports, statistics, comparisons, plans, teams and disagreements."""
