"""Custom checks beyond Table Schema, with the semantics French cities know from Validata.

One family per module; `registry.build` turns what a schema asks for into `RowCheck` values.
Values handed to a test are parsed: None where the cell is missing, absent, or of a wrong type.
"""
