"""What the bot does with each kind of update. Registered in `bot.app`."""
