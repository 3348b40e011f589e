"""The rules by which a message goes on from the last question: see `index.answer.follow_up`."""
