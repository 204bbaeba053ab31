"""Pages for people, in French, English and Spanish."""
