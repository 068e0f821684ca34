"""Members of a data frame through the filter: one tierbook a partition, decisions as JSON.

spark-submit spark.py s3a://bucket/members.parquet s3a://bucket/decisions

Columns are the facts that rules/records.lua declares, collections arrays of structs; dates are strings.
"""

import sys

from pyspark.sql import SparkSession

FILTER = "tierbook decide --jsonl --as-of 2026-11-22 -C /opt/site"

spark = SparkSession.builder.appName("tierbook").getOrCreate()
members = spark.read.parquet(sys.argv[1])
# checkCode: a partition with members that were refused is no failed partition; their lines say so
decisions = members.toJSON().pipe(FILTER, checkCode=False)
decisions.saveAsTextFile(sys.argv[2])
