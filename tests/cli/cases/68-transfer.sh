# shellcheck shell=sh disable=SC2154,SC2034,SC2086
# IpXfer commands: made of given values and of those of an installation, and pasted ones read.

check 'a server is wanted' 2 transfer --port 8080 --ssl-port 4343 --agent-port 21112
complains "trustmend: the server is not known (see 'trustmend transfer --help')"
check 'a name is wanted' 2 transfer --server 'a & b' --port 8080 --ssl-port 4343 --agent-port 21112
complains_once "'a & b' is no name or address of a server"
check 'a port is wanted' 2 transfer --server apex1 --port 65536
complains_once "option '--port' takes PORT, not '65536'"
check 'a version is wanted' 2 transfer --agent-version new
complains_once "'new' is no version of an agent"
check 'no installation in a folder' 3 transfer --installation folder
complains_once folder

check 'command' 0 transfer --server apex1 --port 8080 --ssl-port 4343 --agent-port 21112
says '  IpXfer_x64.exe -s apex1 -p 8080 -sp 4343 -c 21112 -e OfcNTCer.dat' 'the list of processes'
complains
check 'command of 11.0' 0 transfer --server apex1 --port 8080 --agent-port 21112 --agent-version 11.0 \
    --32-bit --certificate 'C:\100% & more\OfcNTCer.dat'
says '  IpXfer.exe -s apex1 -p 8080 -c 21112 -e'
if [ -z "$is_wine" ]; then
    says '-e "C:\100"%" & more\OfcNTCer.dat"' '-e "C:\100%% & more\OfcNTCer.dat"'
fi

mkdir moved
printf '[INI_CLIENT_SECTION]\r\nServerAddr=apex2\r\nMaster_DomainPort=8080\r\nClient_LocalServer_Port=21113\r\n' >moved/ofcscan.ini
touch moved/ntrtscan.exe
check 'command with what an installation says' 0 transfer --installation moved --ssl-port 4343
says '  IpXfer_x64.exe -s apex2 -p 8080 -sp 4343 -c 21113 -e OfcNTCer.dat'
check 'command as JSON' 0 transfer --installation moved --ssl-port 4343 --format json
valid transfer.schema.json
says '"command":"IpXfer_x64.exe -s apex2' '"domain":null'
check 'command as CSV' 0 transfer --installation moved --ssl-port 4343 --format csv
says '"transfer","apex2",8080,4343,21113,"OfcNTCer.dat"'

check 'a good pasted command' 0 transfer --check 'IpXfer.exe -s apex1 -p 8080 -sp 4343 -c 21112 -e OfcNTCer.dat'
says '-s    the server' apex1
never_says fault
check 'a pasted command as in the article' 1 transfer \
    --check "$(printf 'IpXfer.exe -s apex1 -p 8080 \342\200\223c 21112 -e OfcNTCer.dat -p PlantedPwd123')"
says 'at character 29' 'EN DASH (U+2013) stands for a plain hyphen' '-p is given twice' \
    '  IpXfer.exe -s apex1 -p 8080 -c 21112 -e OfcNTCer.dat'
never_says PlantedPwd123
check 'a pasted command as JSON' 1 transfer --format json \
    --check "$(printf 'IpXfer.exe -s apex1 -p 8080 \342\200\223c 21112 -e OfcNTCer.dat -p PlantedPwd123')"
valid transfer.schema.json
says '"position":29' '"secret":true'
never_says PlantedPwd123
for format in json csv xml html; do
    check "no password in $format" 1 transfer --format $format \
        --check 'IpXfer.exe -s apex1 -p 8080 -c 21112 -p Planted-Hush-123 more'
    never_says Planted-Hush-123
done
check 'no pasted command' 3 transfer --check ' '
complains_once 'there is no command in the text'
what='a pasted command on standard input'
code=0
printf 'IpXfer.exe -s apex1 -p 8080 -c 21112 -pwd PlantedPwd123\r\n' |
    "$work/trustmend" transfer --check - >"$work/out" 2>"$work/err" || code=$?
is "$code" 0 'exit code'
says '(not shown)'
never_says PlantedPwd123

# Running it: what can be tried without an agent. The rest is tried by the tests of the library.
reach='--server apex1 --port 8080 --ssl-port 4343 --agent-port 21112'
check 'run needs IpXfer' 2 transfer --run $reach
complains_once '--ipxfer FILE'
check 'run needs a certificate' 2 transfer --run --ipxfer IpXfer.exe $reach
complains_once '--certificate FILE'
check 'run is for this machine' 2 transfer --run --ipxfer IpXfer.exe --certificate c.dat --installation moved
complains_once '--run or --installation'
check 'a pasted command is not run' 2 transfer --run --check 'IpXfer.exe -s a'
complains_once '--check or --run'
check 'no password in a command that is shown' 2 transfer --password-stdin $reach
complains_once 'wanted for --run only'
check 'no agent to run it for' 3 transfer --run --yes --ipxfer IpXfer.exe --certificate c.dat $reach --format json
complains_once 'there is no agent on this machine'
valid transfer.schema.json
what='a password that no command can carry'
code=0
printf 'Planted\001Pwd123' | "$work/trustmend" transfer --run --yes --password-stdin --ipxfer x.exe \
    --certificate c.dat $reach >"$work/out" 2>"$work/err" || code=$?
is "$code" 3 'exit code'
complains_once 'the password holds a line end, a zero byte or another control character'
is "$(grep -c Planted "$work/err")" 0 'lines with the password'
rm -r moved
