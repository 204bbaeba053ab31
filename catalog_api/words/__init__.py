"""Words that readers see: controlled lists, labels, the language of a request."""
