"""Results in the forms that people and machines use: one module an output form."""
