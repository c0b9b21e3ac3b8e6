"""A mail server for the tests: aiosmtpd with a Maildir. What goes wrong is chosen by the first part of an address:

later-*   451 at RCPT, until a file of that name lies in the folder
never-*   550 at RCPT
silent-*  no answer at RCPT
broken-*  the connection ends after DATA, the letter kept, until a file of that name lies in the folder

    server.py FOLDER PORT [CERTIFICATE KEY USER PASSWORD]

Prints its port and serves until its input ends. With a certificate it takes letters after STARTTLS and AUTH alone.
"""

import asyncio
import mailbox
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

folder, port, *secured = sys.argv[1:]
folder = pathlib.Path(folder)
box = mailbox.Maildir(folder / "box", create=True)


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name.startswith("later-") and not (folder / name).exists():
            return f"451 4.7.1 {address} comes back later"
        if name.startswith("never-"):
            return f"550 5.1.1 {address} is not here"
        if name.startswith("silent-"):
            await asyncio.Event().wait()
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        box.add(envelope.content)
        for address in envelope.rcpt_tos:
            name = address.split("@")[0]
            if name.startswith("broken-") and not (folder / name).exists():
                server.transport.abort()
        return "250 2.0.0 taken"


async def main():
    options = {"enable_SMTPUTF8": True}
    if secured:
        certificate, key, user, password = secured
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)

        def authenticator(server, session, envelope, mechanism, data):
            right = (data.login, data.password) == (user.encode(), password.encode())
            # What is handled is not answered any more: a refusal is left to the server.
            return AuthResult(success=right, handled=right)

        options |= {
            "tls_context": context,
            "require_starttls": True,
            "auth_required": True,
            "authenticator": authenticator,
        }
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Handler(), **options), "127.0.0.1", int(port))
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main())
