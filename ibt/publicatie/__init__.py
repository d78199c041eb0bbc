"""What leaves the house: a round as others take it in, made of files that are ready."""
