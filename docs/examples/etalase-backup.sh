#!/usr/bin/env bash
# A copy of the ledger in FOLDER; copies older than 30 days go.  Run in the workspace: etalase-backup FOLDER
set -euo pipefail

folder=$1
ledger=${ETALASE_LEDGER:-$(sed -n "s/^ledger: *[\"']\{0,1\}\([^\"' ]*\).*/\1/p" hub.yaml)}
file=${ledger#sqlite:///}
file=${file:-ledger.db}

umask 077
mkdir -p "$folder"
copy="$folder/ledger-$(date +%Y%m%d-%H%M%S)"

if [[ $ledger == postgres* ]]; then
  pg_dump --format=custom --file="$copy.part" "$ledger"
  pg_restore --list "$copy.part" > /dev/null
  mv "$copy.part" "$copy.dump"
elif [[ -s $file ]]; then
  sqlite3 "$file" ".timeout 30000" ".backup '$copy.part'"
  [[ $(sqlite3 "$copy.part" "PRAGMA integrity_check") == ok ]]
  mv "$copy.part" "$copy.db"
elif compgen -G "$folder/ledger-*" > /dev/null; then
  echo "$file is gone: restore it, or every shop counts as new" >&2
  exit 1
fi
find "$folder" -name 'ledger-*' -mtime +30 -delete
