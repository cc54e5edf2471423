#!/bin/bash
# shellcheck disable=SC2154
# --- config
# --- end of config
# Skipjack's host agent: starts the engine of this instance, tells a router how it goes and what EC2 announces, and ends
# the instance when no router has known it for too long. Secrets are in files of mode 600 and in this shell's memory:
# never in an argument, which every process may read, and never in what is printed.
set -uo pipefail
umask 077

# Other places than the real ones are for tests.
IMDS=${SKIPJACK_IMDS:-http://169.254.169.254}
WORK=${SKIPJACK_WORK:-/run/skipjack}
CACHE=${SKIPJACK_CACHE:-/opt/skipjack/huggingface}
ENGINE=skipjack-engine
MOST_CRASHES=3

IMDS_TOKEN='' INSTANCE='' REPLICA='' INNER='' OUTER='' END='' RISK='' CONTACT=0

# What is printed goes to the serial console too, where routers read it: each line with its time, and without secrets.
say() {
  local at=$EPOCHREALTIME
  TZ=UTC0 printf 'skipjack %(%FT%T)T.%sZ %s\n' "${at%???????}" "${at: -6:3}" "$1"
}
log() { say "agent: $*"; }
now() { date -u +%Y-%m-%dT%H:%M:%SZ; }

# Seconds since boot: the clock of a fresh instance jumps when it is set.
uptime_seconds() {
  local up
  read -r up _ </proc/uptime
  echo "${up%%.*}"
}

# cloud-init would take the agent down with itself, and nobody would start it again after a crash or a reboot.
become_service() {
  install -D -m 700 "$0" /opt/skipjack/host-agent
  cat >/etc/systemd/system/skipjack-host.service <<'UNIT'
[Unit]
Description=Skipjack host agent
After=network-online.target docker.service
[Service]
Environment=HOME=/root
ExecStart=/bin/bash /opt/skipjack/host-agent run
Restart=always
RestartSec=2
StandardOutput=journal+console
[Install]
WantedBy=multi-user.target
UNIT
  systemctl daemon-reload && systemctl enable --now skipjack-host.service
}

# Asks for instance metadata into REPLY; fails on anything but 200. The token is what the instance's role can be had for.
imds() {
  local answer
  for _ in 1 2; do
    if [[ -z $IMDS_TOKEN ]]; then
      IMDS_TOKEN=$(curl -sf -m 2 -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 21600' "$IMDS/latest/api/token") ||
        return 1
    fi
    answer=$(curl -s -m 2 -w '\n%{http_code}' -K - "$IMDS/latest/meta-data/$1" \
      <<<"header = \"X-aws-ec2-metadata-token: $IMDS_TOKEN\"") || return 1
    case ${answer##*$'\n'} in
      200)
        REPLY=${answer%$'\n'*}
        return 0
        ;;
      401) IMDS_TOKEN='' ;; # it has expired: once more with a new one
      *) return 1 ;;
    esac
  done
  return 1
}

identify() {
  imds instance-id && INSTANCE=$REPLY && imds tags/instance/skipjack:replica && REPLICA=$REPLY
}

# A text as a JSON string, cut to what a report has room for.
json() {
  local text=${1:0:400}
  text=${text//[[:cntrl:]]/ }
  text=${text//\\/\\\\}
  printf '"%s"' "${text//\"/\\\"}"
}

# The key's two pads of HMAC (RFC 2104), once the key is there.
load_key() {
  [[ -n $INNER ]] && return 0
  [[ -s $WORK/engine-key ]] || return 1
  local hex i byte inner='' outer=''
  hex=$(od -An -v -tx1 <"$WORK/engine-key" | tr -d ' \n')
  if ((${#hex} > 128)); then
    hex=$(sha256sum <"$WORK/engine-key")
    hex=${hex%% *}
  fi
  while ((${#hex} < 128)); do hex+=00; done
  for ((i = 0; i < 128; i += 2)); do
    byte=$((16#${hex:i:2}))
    printf -v inner '%s\\x%02x' "$inner" $((byte ^ 0x36))
    printf -v outer '%s\\x%02x' "$outer" $((byte ^ 0x5c))
  done
  INNER=$inner OUTER=$outer
}

# HMAC-SHA256 of standard input. Not by openssl, which takes the key as an argument.
hmac() {
  local digest
  digest=$({ printf '%b' "$INNER" && cat; } | sha256sum)
  # shellcheck disable=SC2001
  digest=$({ printf '%b' "$OUTER" && printf '%b' "$(sed 's/../\\x&/g' <<<"${digest%% *}")"; } | sha256sum)
  echo "${digest%% *}"
}

# Written whole: the other processes of this agent read it at any time.
note_contact() { uptime_seconds >"$WORK/.contact.$BASHPID" && mv "$WORK/.contact.$BASHPID" "$WORK/contact"; }

# Posts a report. 0: a router knows this replica; 2: none ever will take this report; 1: try again.
post() {
  load_key || return 1
  local time signature answer
  time=$(date +%s)
  signature=$(printf '%s\n%s' "$time" "$1" | hmac)
  answer=$(curl -s -m 4 -w '\n%{http_code}' -H 'content-type: application/json' -H "x-skipjack-time: $time" \
    -H "x-skipjack-signature: $signature" --data-binary "$1" "${SKIPJACK_ROUTER_URL%/}/hosts/report")
  case $answer in
    *'"known"'*true*$'\n200')
      note_contact
      return 0
      ;;
    *$'\n'40[04]) return 2 ;;
    *) return 1 ;;
  esac
}

# body KIND AT [MORE FIELDS]
body() {
  printf '{"replica":%s,"instance":%s,"at":%s,"kind":"%s"%s}' \
    "$(json "$REPLICA")" "$(json "$INSTANCE")" "$(json "$2")" "$1" "${3:-}"
}

# Says what must not be lost: at once, and if nobody takes it, again until somebody does.
tell() {
  local report
  report=$(body "$@")
  post "$report"
  if (($? == 1)); then
    printf '%s' "$report" >"$WORK/.$BASHPID" && mv "$WORK/.$BASHPID" "$WORK/outbox/$(date +%s%N)"
  fi
}

tell_again() {
  local waiting
  for waiting in "$WORK"/outbox/*; do
    [[ -e $waiting ]] || return 0
    post "$(<"$waiting")"
    (($? == 1)) && return 0
    rm -f "$waiting"
  done
}

phase() {
  log "phase $1"
  tell phase "$(now)" ",\"phase\":\"$1\""
}

# Tells why the boot cannot go on; an engine's words may quote its environment.
fail() {
  hide "$1"
  log "failure: $REPLY"
  tell failure "$(now)" ",\"message\":$(json "$REPLY")"
}

# Puts a text without our secrets into REPLY.
hide() {
  REPLY=$1
  [[ -s $WORK/engine-key ]] && REPLY=${REPLY//"$(<"$WORK/engine-key")"/***}
  [[ -s $WORK/hf-token ]] && REPLY=${REPLY//"$(<"$WORK/hf-token")"/***}
}

# secret REFERENCE FILE: fetches with the instance's role until it is there.
secret() {
  local value
  until [[ -s $2 ]]; do
    case $1 in
      ssm:*)
        value=$(aws ssm get-parameter --region "$SKIPJACK_REGION" --name "${1#ssm:}" --with-decryption \
          --query Parameter.Value --output text)
        ;;
      *)
        value=$(aws secretsmanager get-secret-value --region "$SKIPJACK_REGION" --secret-id "${1#secretsmanager:}" \
          --query SecretString --output text)
        ;;
    esac
    read -r value <<<"$value"
    if [[ -n $value ]]; then
      printf '%s' "$value" >"$2.new" && mv "$2.new" "$2"
    else
      log "no access to $1 yet"
      sleep "$SKIPJACK_POLL_SECONDS"
    fi
  done
}

fetch_secrets() {
  secret "$SKIPJACK_ENGINE_KEY" "$WORK/engine-key"
  [[ -z $SKIPJACK_HF_TOKEN ]] || secret "$SKIPJACK_HF_TOKEN" "$WORK/hf-token"
  {
    echo "VLLM_API_KEY=$(<"$WORK/engine-key")"
    echo 'VLLM_MEDIA_URL_ALLOW_REDIRECTS=0'
    [[ -z $SKIPJACK_HF_TOKEN ]] || echo "HF_TOKEN=$(<"$WORK/hf-token")"
  } >"$WORK/engine.env"
}

pull() {
  docker image inspect "$SKIPJACK_IMAGE" >/dev/null 2>&1 && return 0
  phase pulling
  local said
  for _ in 1 2 3; do
    said=$(docker pull -q "$SKIPJACK_IMAGE" 2>&1) && return 0
    sleep "$SKIPJACK_POLL_SECONDS"
  done
  fail "the engine's image could not be pulled: ${said##*$'\n'}"
  return 1
}

# Where a model's weights are, below both the cache and the bucket; fails where they are not cached.
weights() {
  [[ -n $SKIPJACK_WEIGHTS_BUCKET ]] || return 1
  local i model=''
  for i in "${!SKIPJACK_ENGINE_ARGS[@]}"; do
    [[ ${SKIPJACK_ENGINE_ARGS[i]} == --model ]] && model=${SKIPJACK_ENGINE_ARGS[i + 1]}
  done
  [[ $model =~ ^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$ ]] || return 1
  echo "hub/models--${model//\//--}"
}

# The mark is written last, so that nobody boots from half a model.
restore_weights() {
  local at
  at=$(weights) || return 0
  aws s3 ls "s3://$SKIPJACK_WEIGHTS_BUCKET/$at/.complete" >/dev/null 2>&1 || return 0
  aws s3 sync --only-show-errors "s3://$SKIPJACK_WEIGHTS_BUCKET/$at" "$CACHE/$at" || log 'weights could not be restored'
}

# S3 has no links: snapshots are kept as files, and the blobs they point to are left out.
save_weights() {
  local at
  at=$(weights) || return 0
  aws s3 ls "s3://$SKIPJACK_WEIGHTS_BUCKET/$at/.complete" >/dev/null 2>&1 && return 0
  aws s3 sync --only-show-errors --exclude 'blobs/*' "$CACHE/$at" "s3://$SKIPJACK_WEIGHTS_BUCKET/$at" &&
    now | aws s3 cp --only-show-errors - "s3://$SKIPJACK_WEIGHTS_BUCKET/$at/.complete" &&
    log 'weights saved for later boots'
}

engine_runs() { [[ $(docker inspect -f '{{.State.Running}}' "$ENGINE" 2>/dev/null) == true ]]; }

start_engine() {
  docker rm -f "$ENGINE" >/dev/null 2>&1
  docker run -d --name "$ENGINE" --gpus all --ipc=host -p "$SKIPJACK_ENGINE_PORT:8000" --env-file "$WORK/engine.env" \
    -v "$CACHE:/root/.cache/huggingface" --log-opt max-size=50m "$SKIPJACK_IMAGE" "${SKIPJACK_ENGINE_ARGS[@]}" \
    >/dev/null 2>"$WORK/start-error"
}

# Prints what the engine writes, last LINES first: 5 lines a second after a burst of 200, since the console is slow and
# EC2 keeps 64 KB of it; no prompts, and no probes.
copy_log() {
  docker logs -f --tail "$1" "$ENGINE" 2>&1 | {
    local line room=200 left=0 from=$SECONDS
    while IFS= read -r line || [[ -n $line ]]; do
      [[ $line == *'Received request'* || $line == *'prompt: '* || $line == *'"GET /'* ]] && continue
      room=$((room + 5 * (SECONDS - from))) from=$SECONDS
      ((room > 200)) && room=200
      if ((room < 1)); then
        left=$((left + 1))
        continue
      fi
      ((left)) && log "$left lines of the engine are left out"
      room=$((room - 1)) left=0
      hide "${line%$'\r'}"
      line=${REPLY##*$'\r'}
      say "engine: ${line:0:300}"
    done
    ((left)) && log "$left lines of the engine are left out"
  }
}

await_ready() {
  until curl -sf -m 2 -o /dev/null "http://127.0.0.1:$SKIPJACK_ENGINE_PORT/health"; do
    engine_runs || return 1
    sleep 1
  done
}

last_words() {
  {
    docker logs --tail 100 "$ENGINE" 2>&1
    cat "$WORK/start-error"
  } | grep -i error | tail -n 1
}

# Keeps the engine up until it is drained, or has crashed too often in a row.
serve() {
  local crashes=0 started code
  while [[ ! -e $WORK/draining ]]; do
    started=$(uptime_seconds)
    if engine_runs; then
      copy_log 0 &
    else
      start_engine
      copy_log all &
    fi
    if await_ready; then
      phase ready
      save_weights &
    fi
    code=$(docker wait "$ENGINE" 2>/dev/null)
    [[ -e $WORK/draining ]] && return 0
    (($(uptime_seconds) - started > 600)) && crashes=0
    if ((++crashes >= MOST_CRASHES)); then
      fail "the engine ended $crashes times, last with code ${code:-unknown}: $(last_words)"
      return 1
    fi
    log "the engine ended with code ${code:-unknown}; starting it again"
    sleep 1
  done
}

boot() {
  fetch_secrets
  phase running
  pull || return 1
  phase loading
  restore_weights
  serve
}

# Answers that run may finish; the engine takes no new ones.
drain() {
  [[ -e $WORK/draining ]] && return 0
  : >"$WORK/draining"
  log "draining for at most $SKIPJACK_STOP_SECONDS s"
  docker stop -t "$SKIPJACK_STOP_SECONDS" "$ENGINE" >/dev/null 2>&1
}

# EC2 shows a notice until the end: each is told once.
notices() {
  local time
  if imds spot/instance-action; then
    time=$(sed -n 's/.*"time" *: *"\([^"]*\)".*/\1/p' <<<"$REPLY")
    if [[ -n $time && $time != "$END" ]]; then
      END=$time
      tell interruption "$(now)" ",\"deadline\":$(json "$time")"
      drain &
    fi
  fi
  if imds events/recommendations/rebalance; then
    time=$(sed -n 's/.*"noticeTime" *: *"\([^"]*\)".*/\1/p' <<<"$REPLY")
    if [[ -n $time && $time != "$RISK" ]]; then
      RISK=$time
      tell rebalance "$time"
    fi
  fi
}

# Whatever else goes wrong: an instance that nobody knows ends, and with it what it costs.
end_if_abandoned() {
  local said='' alone
  [[ -r $WORK/contact ]] && said=$(<"$WORK/contact")
  # A full disk leaves an empty file: then the last one that could be read counts.
  [[ $said =~ ^[0-9]+$ ]] && CONTACT=$said
  alone=$(($(uptime_seconds) - CONTACT))
  if ((alone > SKIPJACK_ABANDON_AFTER_SECONDS)); then
    log "no router for $alone s: shutting down"
    shutdown -h now
  fi
}

main() {
  local beat=0
  mkdir -p "$WORK/outbox" "$CACHE"
  CONTACT=$(uptime_seconds)
  [[ -s $WORK/contact ]] || note_contact
  until identify; do
    end_if_abandoned
    sleep 1
  done
  log "replica $REPLICA on $INSTANCE"
  boot &
  while :; do
    notices
    tell_again
    if (($(uptime_seconds) - beat >= SKIPJACK_HEARTBEAT_SECONDS)); then
      beat=$(uptime_seconds)
      post "$(body heartbeat "$(now)")"
    fi
    end_if_abandoned
    sleep "$SKIPJACK_POLL_SECONDS"
  done
}

if [[ ${1:-} != run && -d /run/systemd/system ]]; then
  become_service
else
  trap 'jobs -p | xargs -r kill 2>/dev/null' EXIT
  main
fi
