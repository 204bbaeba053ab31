"""Folders, lists of files and data packages."""
