#!/bin/bash
# Stands in for a provider's command-line tool: tells the pretend API on loopback how it was called, and prints what that
# says. Bash alone, so that it runs wherever the tests do.
LC_ALL=C
port=@PORT@
version='@VERSION@'
trap '' PIPE

if [[ $1 == '@ASKED@' ]]; then
    printf '%s\n' "$version"
    exit 0
fi

fail() {
    printf '╭─ Error ──────────╮\n│ %s │\n╰──────────────────╯\n' "$1" >&2
    exit 1
}

IFS=$'\x1f'
body="$*"
for file in *; do
    if [[ -f $file ]]; then
        body+=$'\x1e'"$file"$'\x1f'"$(<"$file")"
    fi
done
headers=''
for name in @VARIABLES@; do
    headers+="x-env-$name: ${!name}"$'\r\n'
done

{ exec 3<> "/dev/tcp/127.0.0.1/$port"; } 2> /dev/null || fail 'Could not connect to the API.'
printf 'POST /cli HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n%scontent-length: %d\r\n\r\n%s' \
    "$headers" "${#body}" "$body" >&3 2> /dev/null

IFS=' ' read -r _ status _ <&3 2> /dev/null || fail 'Connection lost.'
code=''
while IFS= read -r line <&3; do
    line=${line%$'\r'}
    [[ -z $line ]] && break
    [[ $line == x-exit-code:* ]] && code=${line#*: }
done
IFS= read -r -d '' answer <&3

if [[ -n $code ]]; then
    printf '%s' "${answer%%$'\x1e'*}"
    [[ $answer == *$'\x1e'* ]] && printf '%s' "${answer#*$'\x1e'}" >&2
    exit "$code"
fi
# no answer of the API's: what a gateway before it says
if [[ $status == 200 ]]; then
    printf '%s\n' "$answer"
    exit 0
fi
[[ $status == 3* ]] && fail "Unexpected HTTP status $status."
fail "$answer"
