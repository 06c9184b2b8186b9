"""The sandbox: an OPS-COM-compatible service with its own database and demo data.

Used for demo, training and tests. It imports nothing else of platecheck, so that contract
tests compare two independent readings of the platform's documents. Entry: `service`.
"""
