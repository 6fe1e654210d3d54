"""The contract: labels, relationships, properties, units, vocabularies, and what a batch must look like.

Imports nothing of ours.
"""
