"""What an Anki note is: note types with their fields, and the fields and tags of a fact's note."""
