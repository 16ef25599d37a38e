"""The comparative rule on Spark over exported Parquet gives what Crossfoot gives in SQLite: same text, same rows.

    python3 spark_same.py CROSSFOOT STORE      needs pyspark from PyPI and a Java runtime

Runs on two worker processes (local-cluster) that read the partitions of organisations and years side by side.
"""

import csv
import io
import os
import subprocess
import sys
import tempfile

from pyspark.sql import SparkSession


def main(crossfoot, store):
    def run(*arguments):
        return subprocess.run([crossfoot, "store", *arguments], check=True, capture_output=True, text=True).stdout

    sql = run("test", "--sql")
    rows = csv.reader(io.StringIO(run("query", "--store", store, "--format", "csv", "--", sql)))
    next(rows)
    ours = sorted(tuple(row) for row in rows)
    # The workers look for Spark where the driver found it.
    import pyspark

    os.environ.setdefault("SPARK_HOME", os.path.dirname(pyspark.__file__))
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    with tempfile.TemporaryDirectory() as folder:
        folder += "/figures"
        print(run("export", "--store", store, "--format", "parquet", "--output", folder).strip())
        spark = (
            SparkSession.builder.master("local-cluster[2,1,1024]")
            .appName("crossfoot")
            .config("spark.sql.shuffle.partitions", "8")
            .config("spark.ui.enabled", "false")
            .getOrCreate()
        )
        spark.sparkContext.setLogLevel("ERROR")
        spark.read.option("basePath", folder).parquet(folder).createOrReplaceTempView("observations")
        found = spark.sql(sql).collect()
        workers = spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1
        version = spark.version
        spark.stop()
    theirs = sorted(tuple("" if v is None else str(v) for v in row) for row in found)
    print(f"{len(ours)} tests in SQLite, {len(theirs)} in Spark {version} on {workers} workers")
    if ours != theirs:
        print("only in SQLite:", sorted(set(ours) - set(theirs))[:5])
        print("only in Spark:", sorted(set(theirs) - set(ours))[:5])
        return 1
    print("every row is the same")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
