"""What labelled tables teach about a column: features, weights, and where they overrule the rules.

Weights are learnt by `scripts/learn_columns.py` from the labelled sets of the tests; see
`docs/decisions/0019-columns-learnt-from-labelled-tables.md`.
"""
