"""Replies to what asks the news nothing: courtesies, calls for help, matters of others."""

from __future__ import annotations

from bot.department import Profile
from bot.render_texts import contact, example_of
from bot.wording import Wording
from index.model import Status


def talk_text(status: Status, words: Wording, profile: Profile) -> str | None:
    """Returns the HTML of the reply to a status of its own, None where it has none."""
    return _courtesy(status, words, profile) or _where_to_turn(status, words, profile)


def _courtesy(status: Status, words: Wording, profile: Profile) -> str | None:
    match status:
        case Status.GREETING:
            return words.html("greeting.reply", example=example_of(profile, words))
        case Status.THANKS:
            return words.html("thanks.reply")
        case Status.FAREWELL:
            return words.html("farewell.reply")
        case Status.ACKNOWLEDGEMENT:
            return words.html("acknowledgement.reply")
        case Status.INSULT:
            return words.html("insult.reply", hotline=profile.hotline)
        case Status.EMPTY_QUESTION:
            return words.html("empty_question.reply", example=example_of(profile, words))
        case Status.OTHER_LANGUAGE:
            return words.html("other_language.reply")
        case _:
            return None


def _where_to_turn(status: Status, words: Wording, profile: Profile) -> str | None:
    match status:
        case Status.EMERGENCY:
            return words.html("emergency.reply")
        case Status.DISTRESS:
            return _distress(words, profile)
        case Status.COMPLAINT:
            return _complaint(words, profile)
        case Status.TALK_TO_OFFICER:
            return f"{words.html('talk_to_officer.reply')}\n\n{contact(profile, words)}"
        case Status.ABOUT_BOT:
            about = words.html("about.bot", department=profile.name)
            return f"{about}\n\n{contact(profile, words)}"
        case Status.PRIVATE_MATTER:
            return words.html("private_matter.reply", department=profile.name)
        case Status.OTHER_PROVINCE:
            return words.html("other_province.reply", department=profile.name)
        case Status.OUT_OF_SCOPE:
            return words.html("out_of_scope.reply", department=profile.name)
        case Status.PERSONAL_DATA:
            return f"{words.html('personal_data.reply')}\n\n{contact(profile, words)}"
        case _:
            return None


def _distress(words: Wording, profile: Profile) -> str:
    lines = [words.html("distress.reply")]
    if profile.support:
        lines.append(words.html("distress.support", support=profile.support))
    return "\n".join([*lines, "", words.html("distress.care")])


def _complaint(words: Wording, profile: Profile) -> str:
    parts = [words.html("complaint.reply")]
    if profile.complaints:
        parts.append(words.html("complaint.place", place=profile.complaints))
    return "\n\n".join([*parts, words.html("complaint.portal"), contact(profile, words)])
