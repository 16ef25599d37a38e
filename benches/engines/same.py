"""Whether another engine, over exported Parquet, gives for the comparative rule what Crossfoot gives in SQLite."""

import csv
import io
import subprocess
import tempfile


def compare(crossfoot, store, run):
    """Exit status: 1 when a row differs. `run` takes the folder and the SQL, and gives the engine's name and its rows."""

    def command(*arguments):
        return subprocess.run([crossfoot, "store", *arguments], check=True, capture_output=True, text=True).stdout

    sql = command("test", "--sql")
    rows = csv.reader(io.StringIO(command("query", "--store", store, "--format", "csv", "--", sql)))
    next(rows)
    ours = sorted(tuple(row) for row in rows)
    with tempfile.TemporaryDirectory() as folder:
        folder += "/figures"
        print(command("export", "--store", store, "--format", "parquet", "--output", folder).strip())
        engine, found = run(folder, sql)
    theirs = sorted(tuple("" if v is None else str(v) for v in row) for row in found)
    print(f"{len(ours)} tests in SQLite, {len(theirs)} in {engine}")
    if ours != theirs:
        print("only in SQLite:", sorted(set(ours) - set(theirs))[:5])
        print(f"only in {engine}:", sorted(set(theirs) - set(ours))[:5])
        return 1
    print("every row is the same")
    return 0
