"""Reads the letters of a Maildir with the mail parser of Python, and prints them as JSON in the order of their recipients."""

import email
import email.policy
import json
import pathlib
import sys

letters = []
for path in (pathlib.Path(sys.argv[1]) / "box" / "new").iterdir():
    raw = path.read_bytes()
    letter = email.message_from_bytes(raw, policy=email.policy.default)
    letters.append({
        "to": letter["to"],
        "from": letter["from"],
        "replyTo": letter["reply-to"],
        "subject": letter["subject"],
        "id": letter["message-id"],
        "date": letter["date"].datetime.isoformat(),
        "automatic": letter["auto-submitted"],
        "language": letter["content-language"],
        "text": letter.get_body(("plain",)).get_content(),
        "html": letter.get_body(("html",)).get_content(),
        "ascii": raw.isascii(),
        "defects": [str(defect) for part in letter.walk() for defect in part.defects],
    })
json.dump(sorted(letters, key=lambda letter: (letter["to"], letter["id"])), sys.stdout)
