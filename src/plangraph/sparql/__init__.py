"""Reading a query and naming an answer: what may be asked, where it is wrong, in which formats it can be had."""
