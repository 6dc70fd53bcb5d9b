"""Writes a log like ofcdebug.log, with few symptoms in it, and the rules as grep -E takes them.

usage: logs.py MIB LOG PATTERNS
"""

import random
import re
import sys
import xml.etree.ElementTree as ElementTree

MESSAGES = [
    "[-L-][tmlisten.exe][NeedToUpdatePccNtUpd] new version is 11.5(C:\\Program Files (x86)"
    "\\Trend Micro\\Security Agent\\pccntupd.ex_) - [cnttmlis_Service.cpp(6861)]",
    "[-L-][tmlisten.exe][NeedToUpdatePccNtUpd] pccntupd.ex* are identical, no need to update."
    " - [cnttmlis_Service.cpp(6868)]",
    "[-L-][ntrtscan.exe][ScanOneFile] file received from queue, verification not needed,"
    " result 0x00000000 - [cntrt_scan.cpp(212)]",
    "[-L-][tmlisten.exe][CheckServerCertificate] certificate of the server is unchanged"
    " - [cnttmlis_Cert.cpp(77)]",
    "[-L-][ofcservice.exe][DispatchCommand] commands received from 10.1.2.3:21112, 0 failed"
    " - [dispatch.cpp(1024)]",
    "[-L-][CNTAoSMgr.exe][Poll] status ok, next poll in 00:05:00 - [poll.cpp(31)]",
]
SYMPTOM = (
    "[-L-][tmlisten.exe][VerifyEmbeddedSignature] Fail to verify the signature of the file,"
    " error 0x800B0109 - [cnttmlis_Sign.cpp(55)]"
)


def line(number, rest):
    second = number // 20
    return (
        f"2024 05/{1 + second // 86400 % 28:02d} {second // 3600 % 24:02d}:{second // 60 % 60:02d}:"
        f"{second % 60:02d} [{0x1000 + number % 977:04x} : {0x400 + number % 613:04x}] (00) (D) {rest}\r\n"
    )


def piece(count, chance):
    lines = []
    for number in range(count):
        lines.append(line(number, chance.choice(MESSAGES)))
        if number % 7000 == 13:
            lines.append("    continued: a message that goes on in a line of its own\r\n")
        if number % 20000 == 7:
            lines.append(line(number, SYMPTOM))
    return "".join(lines).encode()


def without_extensions(pattern):
    pattern = re.sub(r"\(\?[=!<][^)]*\)|\\b", "", pattern)
    pattern = re.sub(r"\.\{\d+,\d+\}\??", ".*", pattern)
    return pattern.replace("(?:", "(").replace("\\d", "[0-9]")


def main():
    size = int(sys.argv[1]) * 1024 * 1024
    part = piece(100000, random.Random(1))
    with open(sys.argv[2], "wb") as out:
        for left in range(size, 0, -len(part)):
            out.write(part[:left])
    rules = ElementTree.parse("resources/symptoms.xml").getroot()
    with open(sys.argv[3], "w", encoding="utf-8") as out:
        out.writelines(without_extensions(rule.text) + "\n" for rule in rules.iter("pattern"))


main()
