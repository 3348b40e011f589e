"""Everything that knows Telegram: handlers, rendering, wording, roles and the sandbox.

A question crosses into `index` once, as text, and comes back as one frozen answer;
what is shown is a pure function of that answer (see `bot.render`).
"""

from __future__ import annotations

import os

# As it will be in PTB's next major version: spans of time are `timedelta`, not numbers of seconds.
# PTB reads this whenever it is asked for one, and warns each time where it is not set.
os.environ["PTB_TIMEDELTA"] = "true"
