#!/usr/bin/env bash
# The daily round of one hub.  Run in its workspace; exit code 1 when a person has to look.
set -uo pipefail

exec 9<.
flock --nonblock 9 || { echo "another round is at work in $PWD" >&2; exit 1; }

# One date for the whole round, also when it runs past midnight.
export ETALASE_TODAY="${ETALASE_TODAY:-$(TZ=Asia/Jakarta date +%F)}"
export ETALASE_ACTOR="${ETALASE_ACTOR:-daily}"
worst=0

step() {
  echo "== $*"
  local code=0
  "$@" || code=$?
  case $code in
    0) ;;
    3) echo "== done, but some sellers failed: $*" ;;  # all others are done, so the round goes on
    *) echo "== exit code $code: $*" >&2; worst=1; return 1 ;;
  esac
}

# Once a month the bucket itself is looked at: a plain deploy trusts its record.
deploy=(etalase deploy)
if [[ $ETALASE_TODAY == *-01 ]]; then deploy+=(--verify); fi

# Visits, where /etc/etalase.env names access logs; keys of days that are over go with it.
if [[ -n ${ETALASE_LOGS:-} ]]; then step etalase visits import "$ETALASE_LOGS"; fi

# Terms first, so that the pages follow them; each step needs the one before.
step etalase hosting sweep && step etalase build && step "${deploy[@]}"
# Sellers hear of their dates also when the store is down.
step etalase hosting remind
exit $worst
