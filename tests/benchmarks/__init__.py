"""How fast it is: `python -m tests.benchmarks [--json FILE]` prints a table, and the same as JSON.

Nothing here passes or fails: a machine that is busy makes every figure worse. Quote the CPU.
"""
