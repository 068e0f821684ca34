#!/bin/bash
# A night as a Slurm job array, a shard a task, and the merge behind it.  Archives are on a file system that all nodes share.
#
#   export RECORDS=postgresql://db.example.org/club OUT=/shared/statements AS_OF=2026-11-22 SITE=/shared/site
#   shards=$(sbatch --parsable slurm.sh)
#   sbatch --dependency=afterok:"$shards" --wrap \
#     'tierbook statements merge --out "$OUT/statements.sqlar" "$OUT"/shard-*.sqlar'
#
# A task that failed may be run again alone: sbatch --array=17 slurm.sh would count one shard, so name how many:
#   SHARDS=64 sbatch --array=17 slurm.sh
#
#SBATCH --job-name=tierbook
#SBATCH --array=1-64
#SBATCH --cpus-per-task=2
#SBATCH --mem=1G
#SBATCH --time=02:00:00
#SBATCH --requeue
set -euo pipefail
export WORKERS=${SLURM_CPUS_PER_TASK:-2}
# Slurm runs a copy of this file; `shard` stands where it was submitted.
exec "${SLURM_SUBMIT_DIR:-$(dirname "$0")}/shard" "$SLURM_ARRAY_TASK_ID" "${SHARDS:-$SLURM_ARRAY_TASK_COUNT}"
