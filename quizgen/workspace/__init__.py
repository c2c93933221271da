"""A project held in memory, results cached between runs, and the bookkeeping of files that were written."""
