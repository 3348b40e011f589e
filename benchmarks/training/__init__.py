"""Trains the models of `data/model` and shows what they are worth on data they have not seen."""
