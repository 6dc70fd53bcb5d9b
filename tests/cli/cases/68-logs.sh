# shellcheck shell=sh disable=SC2154
# Known symptoms in logs.

mkdir -p logs/sub 'no logs here'
cp readme.txt 'no logs here'
printf '2024 05/31 12:00:00 [17d4 : 0c24] (00) (D) [-L-][tmlisten.exe][f] all is well - [a.cpp(1)]\r\n' >logs/ofcdebug.log
printf '2024 05/31 12:00:01 [17d4 : 0c24] (00) (E) [-L-][tmlisten.exe][VerifyEmbeddedSignature] Fail to verify the signature of the file -pwd PlantedSecret\r\n' >>logs/ofcdebug.log
printf '2024/06/01 08:00:00 - [Check] Client environment is not qualified to do upgrade or hotfix.\r\n' >logs/sub/upgrade_20240601080000.log
printf 'Error: Sat Jun 01 09:00:00 2024 P[1] T[2]\nresult 0x800B0109 \033[31mred\n' >logs/TmuDump.txt
printf 'Signature verification failed\n' >logs/notes.log
printf 'nothing at all\n' >logs/well.txt

check 'logs: a folder' 1 logs logs
says 'SIG01        a file' 'Family: A: public code-signing chains' 'Run: trustmend import --missing' \
    'logs/ofcdebug.log:2  2024-05-31 12:00:01' 'signature of the file -pwd ***' \
    'UPG01 ' 'logs/sub/upgrade_20240601080000.log:1' 'WVT-800B0109 ' 'logs/TmuDump.txt:2' \
    '3 logs searched, ' '3 symptoms, 3 hits.'
never_says PlantedSecret
never_says 'SIG02'
never_says "$(printf '\033')"
says 'x1b[31mred'
check 'logs: a named file is searched whatever its name' 1 logs logs/notes.log
says 'SIG02 ' 'logs/notes.log:1'
check 'logs: verbose' 1 logs --verbose logs
says 'SIG01        logs/ofcdebug.log:2  2024-05-31 12:00:01' 'Source: Trend Micro'
check 'logs: JSON' 1 logs --format json logs
valid logs.schema.json
says '"type":"hit","symptom":"SIG01","family":"A"' '"log":"upgrade"' '"first":"2024-06-01T08:00:00"'
never_says PlantedSecret
check 'logs: CSV' 1 logs --format csv logs
says '"hit","SIG01","A","logs/ofcdebug.log",,2,"2024-05-31T12:00:01","debug",'
check 'logs: since' 1 logs --since 2024-06-01 logs
says '2 symptoms, 2 hits.'
never_says SIG01
check 'logs: none' 0 logs logs/well.txt
says '1 log searched, 15 bytes: no known symptom.'
check 'logs: a missing file' 3 logs --format json logs/well.txt missing.log
complains_once 'missing.log'
valid logs.schema.json
check 'logs: nothing that has the name of a log' 3 logs 'no logs here'
complains_once 'none has the name of a log'

cat >own.csv <<'END'
code,description,solution
all is well,a line that says so,nothing, really nothing
END
check 'logs: own rules as CSV' 1 logs --rules own.csv logs/ofcdebug.log
says 'own.csv:2' 'Cause: a line that says so' 'Action: nothing, really nothing'
cat >own.xml <<'END'
<?xml version="1.0"?>
<symptoms version="1">
  <symptom id="OWN-1" family="D">
    <title>an own rule</title>
    <pattern>nothing at a(?:ll|nything)</pattern>
    <cause>c</cause>
    <action>a</action>
    <evidence>own</evidence>
    <source>s</source>
  </symptom>
</symptoms>
END
check 'logs: own rules as XML' 1 logs --rules own.xml --format json logs/well.txt
valid logs.schema.json
says '"symptom":"OWN-1","family":"D"'
sed 's/<pattern>/<pattern>(/' own.xml >broken.xml
check 'logs: broken rules' 3 logs --rules broken.xml logs/well.txt
complains_once "cannot use 'broken.xml': line 5: symptom 'OWN-1': missing closing parenthesis"
sed 's/<pattern>.*</<pattern>(a+)+b</' own.xml >runaway.xml
{ head -c 5000 /dev/zero | tr '\0' a && echo xb; } >logs/runaway.txt
check 'logs: a runaway rule' 3 logs --rules runaway.xml --format json logs/runaway.txt
complains_once "symptom 'OWN-1' takes too long"
valid logs.schema.json

mkdir -p 'agent folder/AU_Data/AU_Log' 'agent folder/Temp'
cp "$fixtures/pe/sha256.exe" 'agent folder/PccNTMon.exe'
printf '[INI_CLIENT_SECTION]\r\n' >'agent folder/ofcscan.ini'
printf 'x 0x80096010\n' >'agent folder/AU_Data/AU_Log/TmuDump.txt'
printf '2024/06/01 08:00:00 - Signature verification failed\n' >'agent folder/Temp/upgrade_1.log'
printf 'Signature verification failed\n' >elsewhere.log
printf '[Debug]\r\ndebugLog=elsewhere.log\r\n' >'agent folder/ofcdebug.ini'
# The folder may be from elsewhere: a path in its settings is not one of this machine.
check "logs: an installation's" 1 logs --installation 'agent folder'
says 'WVT-80096010' 'agent folder/AU_Data/AU_Log/TmuDump.txt:1' 'agent folder/Temp/upgrade_1.log:1' \
    '2 logs searched'
never_says 'elsewhere.log'

# What rules and findings tell people to type is there to be typed.
sed -nE 's|.*<command>trustmend ([^<]*)</command>.*|\1|p' "$root/resources/symptoms.xml" >commands
grep -oE "'trustmend [^']*'" "$root/core/check/ailment.def" | sed "s/^'trustmend //; s/'$//" >>commands
is "$(wc -l <commands | sed 's/ //g; s/^[1-9][0-9]$/some/')" some 'commands that are told'
sort -u commands | while read -r command options; do
    "$work/trustmend" "$command" --help >help </dev/null || echo "$command: no such command"
    for option in $options; do
        case $option in
        --*) grep -q -e " $option\b" help || echo "$command: no option $option" ;;
        esac
    done
done >untold
is "$(cat untold)" '' 'commands that are told and are not there'
