"""Counts the rows of a list with Python's csv module.

usage: count_rows.py CSV
"""

import csv
import sys

with open(sys.argv[1], encoding="utf-8", newline="") as file:
    print(sum(1 for _ in csv.reader(file)))
