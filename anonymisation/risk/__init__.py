"""Re-identification: measured, brought down by generalising, or a reason for quarantine.

`assess` is the pass between transformation and verification; terms and sources are those of
`federation.risk`.
"""
