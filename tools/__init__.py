"""Tools of the development, no part of the program."""
