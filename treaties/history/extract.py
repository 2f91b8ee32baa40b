#!/usr/bin/env python3
"""Makes ucdp-ukraine-2014-2021.csv from a file of the UCDP Georeferenced Event Dataset.

    python3 extract.py GED_FILE.csv > ucdp-ukraine-2014-2021.csv

Keeps the events in Ukraine that began in 2014 to 2021 and, of each, the facts that a backtest needs. The columns keep the
names they have in the UCDP codebook, so that one mapping reads both files. The row of HXL tags that some downloads have
as their second line is left out, and so are the times of day, which are always midnight and mean nothing.
"""
import csv
import sys

COLUMNS = ["id", "type_of_violence", "date_prec", "date_start", "date_end", "where_coordinates", "latitude", "longitude", "best"]


def fact(row, column):
    value = row[column].strip()
    if column in ("date_start", "date_end"):
        return value[:10]
    if column in ("latitude", "longitude"):
        return value.rstrip("0").rstrip(".")
    return value


def main(path):
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(COLUMNS)
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = [
            row
            for row in csv.DictReader(file)
            if row["id"].isdigit() and row["country"] == "Ukraine" and "2014" <= row["date_start"][:4] <= "2021"
        ]
    rows.sort(key=lambda row: (row["date_start"], int(row["id"])))
    out.writerows([fact(row, column) for column in COLUMNS] for row in rows)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: extract.py GED_FILE.csv > ucdp-ukraine-2014-2021.csv")
    sys.stdout.reconfigure(encoding="utf-8", newline="")
    main(sys.argv[1])
