#!/usr/bin/env bash
# Installs one release of ringfence, by its digest, into a folder of its own: install.sh FOLDER
# PACKAGE: ringfence@1.2.3, or the path of a tarball. INTEGRITY: its digest as npm writes it, sha512-…
set -euo pipefail

folder=$1
refuse() {
  echo "ringfence install: $1" >&2
  exit 2
}

case "$PACKAGE" in
  *.tgz) [ -f "$PACKAGE" ] || refuse "no such file: $PACKAGE" ;;
  *) # A range or a tag is whatever somebody published last.
    printf '%s' "$PACKAGE" | grep -Eq '^(@[a-z0-9-]+/)?[a-z0-9-]+@[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$' ||
      refuse "PACKAGE is $PACKAGE; expected one exact release, such as ringfence@1.2.3, or a .tgz file" ;;
esac
case "$INTEGRITY" in
  sha512-?*) ;;
  *) refuse "INTEGRITY is ${INTEGRITY:-nothing}; expected sha512-… as npm writes it" ;;
esac

mkdir -p "$folder"
if [ -f "$PACKAGE" ]; then
  cp "$PACKAGE" "$folder/judge.tgz"
else
  # Beside every .npmrc of the checkout, which would say where packages come from.
  (cd "$folder" && mv "$(npm pack --silent --ignore-scripts "$PACKAGE")" judge.tgz)
fi
actual="sha512-$(openssl dgst -sha512 -binary "$folder/judge.tgz" | openssl base64 -A)"
[ "$actual" = "$INTEGRITY" ] || refuse "the tarball is $actual; expected $INTEGRITY"
[ "${CHECK_ONLY:-}" = 1 ] && exit 0
(cd "$folder" && npm install --silent --no-save --ignore-scripts --no-audit --no-fund --prefix . ./judge.tgz)
