"""Mailboxes and telephones: a person's, or a service's."""
