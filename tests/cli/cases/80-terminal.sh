# shellcheck shell=sh disable=SC2154,SC2034
# What a person at a terminal sees, and Ctrl-C.

if [ -n "$is_wine" ]; then
    skip 'terminal and Ctrl-C: of no use under Wine'
else
    if script -qec true /dev/null </dev/null >/dev/null 2>&1; then
        what='colours at a terminal'
        TERM=xterm script -qec "'$work/trustmend' verify --anchors root.pem sha256.exe" /dev/null \
            </dev/null >"$work/out" 2>"$work/err" || true
        says "$(printf '\033[32mtrusted\033[0m')"
        what='no colours if they are not wanted'
        NO_COLOR=1 TERM=xterm script -qec "'$work/trustmend' verify --anchors root.pem sha256.exe" /dev/null \
            </dev/null >"$work/out" 2>"$work/err" || true
        says 'trusted      sha256.exe'
        what='a terminal is told once what failed'
        TERM=dumb script -qec "'$work/trustmend' verify --anchors root.pem missing.dll" /dev/null \
            </dev/null >"$work/out" 2>"$work/err" || true
        is "$(grep -c missing.dll "$work/out")" 1 'lines with the file'
    else
        skip 'terminal: this system gives no pseudo-terminal'
    fi

    what='Ctrl-C'
    mkdir many
    number=0
    while [ $number -lt 300 ]; do
        ln sha256.exe "many/$number.exe"
        number=$((number + 1))
    done
    mkfifo pipe
    # More than a pipe holds: the command waits for us in the middle of its work.
    "$work/trustmend" verify --format json --jobs 1 --anchors root.pem many >pipe 2>"$work/err" &
    pid=$!
    {
        read -r line
        kill -INT $pid
        printf '%s\n' "$line"
        cat
    } <pipe >"$work/out"
    code=0
    wait $pid || code=$?
    is "$code" 3 'exit code'
    valid verify.schema.json
    says '"type":"summary","complete":false'
    lines=$(wc -l <"$work/out")
    is "$(tail -n 1 "$work/out" | grep -c "\"files\":$((lines - 1)),")" 1 'summaries with the right count'
    is "$([ "$lines" -lt 300 ] && echo fewer)" fewer 'number of lines'
    rm -r many pipe

    what='Ctrl-C in the middle of a large file'
    /usr/bin/python3 "$root/tests/huge.py" sha256.exe huge.exe
    "$work/trustmend" verify --format json --anchors root.pem huge.exe >"$work/out" 2>"$work/err" &
    pid=$!
    sleep 0.3
    kill -INT $pid
    code=0
    wait $pid || code=$?
    is "$code" 3 'exit code'
    valid verify.schema.json
    says '"type":"summary","complete":false,"policy":"windows","files":0'
    rm huge.exe
fi
