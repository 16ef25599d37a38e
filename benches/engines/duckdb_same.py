"""The comparative rule in DuckDB over exported Parquet gives what Crossfoot gives in SQLite: same text, same rows.

    python3 duckdb_same.py CROSSFOOT STORE      needs duckdb from PyPI; exit status 1 when a row differs
"""

import csv
import io
import subprocess
import sys
import tempfile

import duckdb


def main(crossfoot, store):
    def run(*arguments):
        return subprocess.run([crossfoot, "store", *arguments], check=True, capture_output=True, text=True).stdout

    sql = run("test", "--sql")
    rows = csv.reader(io.StringIO(run("query", "--store", store, "--format", "csv", "--", sql)))
    next(rows)
    ours = sorted(tuple(row) for row in rows)
    with tempfile.TemporaryDirectory() as folder:
        folder += "/figures"
        print(run("export", "--store", store, "--format", "parquet", "--output", folder).strip())
        database = duckdb.connect()
        files = f"read_parquet('{folder}/**/*.parquet', hive_partitioning = true)"
        database.execute(f"CREATE VIEW observations AS SELECT * FROM {files}")
        found = database.execute(sql).fetchall()
    theirs = sorted(tuple("" if v is None else str(v) for v in row) for row in found)
    print(f"{len(ours)} tests in SQLite, {len(theirs)} in DuckDB {duckdb.__version__}")
    if ours != theirs:
        print("only in SQLite:", sorted(set(ours) - set(theirs))[:5])
        print("only in DuckDB:", sorted(set(theirs) - set(ours))[:5])
        return 1
    print("every row is the same")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
