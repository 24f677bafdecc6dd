#!/usr/bin/env bash
# Judges a change by the base's program. Run it in a clone in which nothing of the change has been executed.
#
# RINGFENCE     the judge: a pinned release's command
# BASE_SHA      the commit whose program judges
# PROGRAM       the program's path in that commit
# HEAD_STACKS   what the change would build: a synthesized folder, or a folder of plans in JSON
# BASE_STACKS   the same of the base; empty: nothing is compared
# ONLY_NEW      true: what the base has already does not block
# AUDIENCE      pr or all
set -euo pipefail

refuse() {
  echo "ringfence judge: $1" >&2
  exit 2
}
printf '%s' "$BASE_SHA" | grep -Eq '^[0-9a-f]{40,64}$' || refuse "BASE_SHA is no commit: $BASE_SHA"
[ -e "$HEAD_STACKS" ] || refuse "nothing to judge at $HEAD_STACKS"
if [ "${ONLY_NEW:-false}" = true ] && [ -z "${BASE_STACKS:-}" ]; then refuse "ONLY_NEW needs BASE_STACKS"; fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The whole tree of the base commit, since a program may import. The clone's own files are the change's.
mkdir "$work/base"
git archive "$BASE_SHA" | tar -x -C "$work/base"
[ -f "$work/base/$PROGRAM" ] || refuse "the base has no $PROGRAM"

# A folder of plans is every JSON file in it; a synthesized folder is read as one.
inputs() {
  if [ -d "$1" ] && [ ! -d "$1/stacks" ] && [ ! -f "$1/manifest.json" ]; then find "$1" -name '*.json' -type f | LC_ALL=C sort; else echo "$1"; fi
}
report() {
  local list=() code=0
  while IFS= read -r file; do list+=("$file"); done < <(inputs "$1")
  [ "${#list[@]}" -gt 0 ] || refuse "no plan in $1"
  "$RINGFENCE" review "${list[@]}" --program "$work/base/$PROGRAM" --audience "${AUDIENCE:-pr}" --quiet "${@:3}" > "$2" || code=$?
  # 2: it could not judge, which is no verdict.
  [ "$code" -lt 2 ] || exit "$code"
  return "$code"
}

blocks=0
report "$HEAD_STACKS" "$work/summary.md" --format markdown || blocks=$?
if [ -n "${BASE_STACKS:-}" ]; then
  report "$HEAD_STACKS" "$work/head.json" --format json || true
  report "$BASE_STACKS" "$work/base.json" --format json || true
  anew=0
  "$RINGFENCE" diff "$work/base.json" "$work/head.json" --program "$work/base/$PROGRAM" --audience "${AUDIENCE:-pr}" --format markdown \
    >> "$work/summary.md" || anew=$?
  [ "$anew" -lt 2 ] || exit "$anew"
  if [ "${ONLY_NEW:-false}" = true ]; then blocks=$anew; fi
fi

cat "$work/summary.md"
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then cat "$work/summary.md" >> "$GITHUB_STEP_SUMMARY"; fi
if [ -n "${GITHUB_OUTPUT:-}" ]; then
  if [ "$blocks" = 0 ]; then echo "verdict=passes"; else echo "verdict=blocks"; fi >> "$GITHUB_OUTPUT"
fi
exit "$blocks"
