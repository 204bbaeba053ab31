"""What single words say: tokens, kinds of names, titles, frames."""
