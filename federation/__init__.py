"""The shared kernel: model, settings, store, lake, errors and words. Imports nothing of ours."""
