"""Which new articles are for whom: what chats follow, and the messages that tell them of it."""
