"""Reading: statements next to the rows they fill, one statement for each list or screen."""
