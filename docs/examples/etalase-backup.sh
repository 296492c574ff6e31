#!/usr/bin/env bash
# Dated copies in FOLDER: the ledger (30 days), sellers/, bazar/, form/ and import/ (7 days).
# In the workspace: etalase-backup FOLDER
set -euo pipefail

folder=$1
ledger=${ETALASE_LEDGER:-$(sed -n "s/^ledger: *[\"']\{0,1\}\([^\"' ]*\).*/\1/p" hub.yaml)}
file=${ledger#sqlite:///}
file=${file:-ledger.db}
stamp=$(date +%Y%m%d-%H%M%S)

umask 077
mkdir -p "$folder"
copy="$folder/ledger-$stamp"

copy_sqlite() {  # FROM TO: also while others write
  sqlite3 "$1" ".timeout 30000" ".backup '$2.part'"
  [[ $(sqlite3 "$2.part" "PRAGMA integrity_check") == ok ]]
  mv "$2.part" "$2"
}

if [[ $ledger == postgres* ]]; then
  pg_dump --format=custom --file="$copy.part" "$ledger"
  pg_restore --list "$copy.part" > /dev/null
  mv "$copy.part" "$copy.dump"
elif [[ -s $file ]]; then
  copy_sqlite "$file" "$copy.db"
elif compgen -G "$folder/ledger-*" > /dev/null; then
  echo "$file is gone: restore it, or every shop counts as new" >&2
  exit 1
fi
# Readable without a ledger: who was in which state until when, and held.
etalase hosting status --csv > "$folder/status-$stamp.csv"

sources=(sellers)
[[ ! -d bazar ]] || sources+=(bazar)
if [[ -d form ]]; then
  sources+=(form)
  [[ ! -s form/form.db ]] || copy_sqlite form/form.db "$folder/form-$stamp.db"
fi
if [[ -d import ]]; then
  sources+=(import)
  [[ ! -s import/import.db ]] || copy_sqlite import/import.db "$folder/import-$stamp.db"
fi
# Exit code 1: somebody saved while it was read; the next copy has the rest.
tar --create --file "$folder/files-$stamp.part" --exclude 'form/cache' --exclude 'form/form.db*' \
  --exclude 'import/import.db*' "${sources[@]}" ||
  [[ $? == 1 ]]
mv "$folder/files-$stamp.part" "$folder/files-$stamp.tar"

find "$folder" -maxdepth 1 \( -name 'ledger-*' -o -name 'status-*' \) -mtime +30 -delete
find "$folder" -maxdepth 1 \( -name 'files-*' -o -name 'form-*' -o -name 'import-*' \) -mtime +7 -delete
