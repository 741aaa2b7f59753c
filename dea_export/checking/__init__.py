"""Rules about good facts, coverage of the exam guide, statistics."""
