"""Grades of a dataset: how reliable, how useful, how well served. Values in, values out.

`grade` takes a `Subject` (the dataset as its publisher describes it, its tables and what is known
of its addresses and of the federation) and returns `federation.grades.Grades`.
"""

from quality.grades.grading import grade
from quality.grades.subject import File, Subject

__all__ = ["File", "Subject", "grade"]
