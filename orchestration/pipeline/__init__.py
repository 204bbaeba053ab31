"""The main job, stage by stage, free of Dagster: each function works on one source.

harvesting → examining → anonymising → publishing. Each stage takes the resources that the one
before left in its state, so an interrupted run goes on where it stopped.
"""
