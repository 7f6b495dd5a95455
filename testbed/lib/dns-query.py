"""Prints the IPv4 addresses of a name as one DNS server answers it.

    dns-query.py SERVER NAME

Exits 1 without an answer in two seconds. The resolver of the machine cannot be
used, since it asks the servers of /etc/resolv.conf.
"""

import secrets
import socket
import struct
import sys


def question(identifier, name):
    labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
    header = struct.pack(">6H", identifier, 0x0100, 1, 0, 0, 0)
    return header + labels + b"\0" + struct.pack(">2H", 1, 1)


def skip_name(message, at):
    while message[at]:
        if message[at] >= 0xC0:  # a pointer ends a name
            return at + 2
        at += 1 + message[at]
    return at + 1


def addresses(message):
    questions, answers = struct.unpack(">2H", message[4:8])
    at = 12
    for _ in range(questions):
        at = skip_name(message, at) + 4
    for _ in range(answers):
        at = skip_name(message, at)
        kind, _, _, length = struct.unpack(">2HIH", message[at : at + 10])
        at += 10
        if kind == 1:
            yield socket.inet_ntoa(message[at : at + length])
        at += length


def main(server, name):
    identifier = secrets.randbelow(65536)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.settimeout(2)
        udp.connect((server, 53))
        udp.send(question(identifier, name))
        message = udp.recv(4096)
    found = list(addresses(message))
    print("\n".join(found))
    return 0 if found else 1


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except OSError as error:
        sys.exit(str(error))
