"""A learner's own collection, read and never written: what was met, what is known, what is forgotten, by the study."""
