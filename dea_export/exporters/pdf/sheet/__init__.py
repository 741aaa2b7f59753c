"""The cheat sheet: what may be printed, how high it will stand, what is chosen, where it stands, what came out."""
