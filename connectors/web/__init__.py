"""HTTP as a guest: guarded, paced, patient; downloads, and what goes wrong said once."""
