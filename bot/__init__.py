"""Everything that knows Telegram: handlers, rendering, wording, roles and the sandbox.

A question crosses into `index` once, as text, and comes back as one frozen answer;
what is shown is a pure function of that answer (see `bot.render`).
"""
