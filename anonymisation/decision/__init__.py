"""What is done with each column of one table: the plan, what is refused, what is withheld."""
