"""The comparative rule on Spark over exported Parquet gives what Crossfoot gives in SQLite: same text, same rows.

    python3 spark_same.py CROSSFOOT STORE      needs pyspark from PyPI and a Java runtime

Runs on two worker processes (local-cluster) that read the partitions of organisations and years side by side.
"""

import os
import sys

import pyspark
from pyspark.sql import SparkSession
from same import compare


def run(folder, sql):
    # The workers look for Spark where the driver found it.
    os.environ.setdefault("SPARK_HOME", os.path.dirname(pyspark.__file__))
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
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
    name = f"Spark {spark.version} on {workers} workers"
    spark.stop()
    return name, found


if __name__ == "__main__":
    sys.exit(compare(*sys.argv[1:], run))
