"""agents.py COUNT: a list of agents as CertificateManager.exe -l writes it."""

import sys

print("\ufeffComputer,IP Address,GUID,Version", end="\r\n")
for number in range(int(sys.argv[1])):
    mixed = number * 7919 % 1000003
    print(
        f"PC-{mixed:06},10.{mixed >> 16 & 255}.{mixed >> 8 & 255}.{mixed & 255},"
        f"1f4a9c22-7c1e-4d0b-9a55-{mixed:012x},14.0.{11000 + mixed % 2000}",
        end="\r\n",
    )
