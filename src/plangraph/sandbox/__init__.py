"""Running a query of somebody unknown: in a process of its own, with a deadline, little memory and no way out."""
