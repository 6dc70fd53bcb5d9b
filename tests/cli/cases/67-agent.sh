# shellcheck shell=sh disable=SC2154,SC2034
# The agent's certificate beside its server's, and what puts it right.

mkdir -p ntsg-agent ntsg-server/PCCSRV/Pccnt/Common state-of-agent
for name in root ecc-root expired tls signer; do
    cp "$fixtures/certs/$name.pem" "$name.cer"
done
printf '[INI_CLIENT_SECTION]\r\nServerAddr=apex.example\r\nMaster_DomainPort=8080\r\nUninstall_Pwd=!CRYPT!5e\r\n' \
    >ntsg-agent/OFCSCAN.INI
printf 'Master_DomainName=apex.example\n' >ntsg-server/PCCSRV/ofcscan.ini
cp signer.cer ntsg-agent/ofcntcer.DAT
at='--at 2027-06-01'

check 'no word but show and replace' 2 agent renew
complains_once 'show or replace'
check 'a reason is wanted' 2 agent replace --even-unfit
complains_once '--reason TEXT'
check 'nothing is installed here' 3 agent
complains_once 'neither agent nor server is installed on this machine'
check 'folder of something else' 3 agent --installation folder
complains_once "'folder' is"
check "the server's is not known" 0 agent --installation ntsg-agent $at
says 'unknown' 'server: apex.example' "server's HTTP port: 8080" 'not known here'
never_says 'CRYPT'
check 'it matches' 0 agent --installation ntsg-agent --server-certificate signer.cer $at
says 'matches' '1 certificate looked at: 0 at fault.'
check 'where facts are from' 0 agent --installation ntsg-agent --server-certificate signer.cer $at --verbose
says ', line 2: ServerAddr'
check 'it is another one' 1 agent --installation ntsg-agent --server-certificate root.cer $at
says 'mismatched' 'What to do:' '1 certificate looked at: 1 at fault.'
check 'it is another one, as JSON' 1 agent --installation ntsg-agent --server-certificate root.cer $at --format json
valid agent.schema.json
says '"state":"mismatched"' '"family":"signing"'
check 'it is distrusted' 1 agent --installation ntsg-agent --server-certificate signer.cer $at --disallowed signer.cer
says 'distrusted in signer.cer'
check 'it has expired' 1 agent --installation ntsg-agent --server-certificate signer.cer --at 2099-01-01
says 'expired' "CertificateManager.exe -c"
check 'a server has none to hand out' 1 agent --installation ntsg-server $at --format json
valid agent.schema.json
says '"kind":"server"' '"state":"missing"'
cp signer.cer ntsg-server/PCCSRV/Pccnt/Common/OfcNTCer.dat
check 'an agent and a server, whatever comes first' 0 agent --installation ntsg-server --installation ntsg-agent $at --format json
valid agent.schema.json
is "$(sed -nE 's/^\{"type":"agent-certificate","kind":"([a-z]+)","state":"([a-z-]+)".*/\1 \2/p' "$work/out" | tr '\n' ' ')" 'agent matches server server-unknown ' 'certificates'
rm ntsg-server/PCCSRV/Pccnt/Common/OfcNTCer.dat
check 'server certificate that is none' 3 agent --installation ntsg-agent --server-certificate readme.txt
complains_once "'readme.txt' is no certificate"
check 'server certificate that is not there' 3 agent --installation ntsg-agent --server-certificate nowhere.cer --format json
valid agent.schema.json

# A certificate of no purpose may be a server's; that of a programmer may not.
openssl req -x509 -newkey rsa:2048 -nodes -keyout /dev/null -subj '/CN=OfficeScan Server NTSG' \
    -days 3000 -out ntsg.cer 2>/dev/null
at="--at $(date -u +%Y-%m-%dT%H:%M:%SZ)"
replace="agent replace --installation ntsg-agent --state state-of-agent"
touch -d '2006-01-02 03:04:05.123456 UTC' ntsg-agent/ofcntcer.DAT
check 'replacing by a signer' 1 $replace --server-certificate root.cer $at
says 'refused' 'not one by which a server commands its agents'
is "$(cmp signer.cer ntsg-agent/ofcntcer.DAT && echo same)" same 'the file'
check 'replacing by what has expired' 1 $replace --server-certificate ntsg.cer --at 2099-01-01
says 'refused' 'has expired'
check 'replacing by what is not known' 1 $replace $at
says 'refused' '--server-certificate'
check 'dry run' 0 $replace --server-certificate ntsg.cer $at --dry-run
says 'can replace'
is "$(cmp signer.cer ntsg-agent/ofcntcer.DAT && echo same)" same 'the file'
check 'replace' 0 $replace --server-certificate ntsg.cer $at --reason 'ticket 7' --format json
valid agent.schema.json
says '"action":"replace"' '"done":true'
openssl x509 -in ntsg.cer -outform der -out ntsg.der
is "$(cmp ntsg.der ntsg-agent/ofcntcer.DAT && echo same)" same 'the file'
check 'it matches now' 0 agent --installation ntsg-agent --server-certificate ntsg.cer $at
check 'once is enough' 0 $replace --server-certificate ntsg.cer $at
says 'in place'
mv state state-of-others 2>/dev/null || true
mv state-of-agent state
check 'history' 0 history
says 'the certificate with thumbprint' ' done ' 'ticket 7'
check 'undo' 0 undo --last
is "$(cmp signer.cer ntsg-agent/ofcntcer.DAT && echo same)" same 'the file'
is "$(stat -c %y ntsg-agent/ofcntcer.DAT | cut -c 1-26)" '2006-01-02 03:04:05.123456' 'time of modification'
mv state state-of-agent
check 'forced' 0 $replace --server-certificate root.cer $at --even-unfit --reason 'ticket 42'
says 'replaced' 'Although'
check 'a password is no reason' 3 $replace --server-certificate ntsg.cer --at 2099-01-01 --even-unfit --reason '!CRYPT!00'
complains_once 'password'
rm ntsg-agent/ofcntcer.DAT
check 'where there is none' 0 $replace --server-certificate ntsg.cer $at
is "$(cmp ntsg.der ntsg-agent/OfcNTCer.dat && echo same)" same 'the file'
check "no state in the product's folder" 3 agent replace --installation ntsg-agent --state ntsg-agent/state --server-certificate root.cer $at --even-unfit --reason x
is "$(ls ntsg-agent | sort | tr '\n' ' ')" 'OFCSCAN.INI OfcNTCer.dat ' 'files'
check 'a server gets none' 3 agent replace --installation ntsg-server --server-certificate ntsg.cer $at
complains_once 'there is no agent'
rm -rf state
if [ -e state-of-others ]; then mv state-of-others state; fi
rm -rf ntsg-agent ntsg-server state-of-agent ./*.cer ntsg.der
