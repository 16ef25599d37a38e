"""The comparative rule in DuckDB over exported Parquet gives what Crossfoot gives in SQLite: same text, same rows.

    python3 duckdb_same.py CROSSFOOT STORE      needs duckdb from PyPI; exit status 1 when a row differs
"""

import sys

import duckdb
from same import compare


def run(folder, sql):
    database = duckdb.connect()
    files = f"read_parquet('{folder}/**/*.parquet', hive_partitioning = true)"
    database.execute(f"CREATE VIEW observations AS SELECT * FROM {files}")
    return f"DuckDB {duckdb.__version__}", database.execute(sql).fetchall()


if __name__ == "__main__":
    sys.exit(compare(*sys.argv[1:], run))
