#!/usr/bin/env bash
# Copies the query editor (YASGUI, MIT) into argmap/data/serve, at the version that
# package-lock.json holds with its checksum. To take another: change package.json, run
# npm install --package-lock-only --omit-lockfile-registry-resolved here, then this.
set -euo pipefail
cd "$(dirname "$0")"
npm ci --ignore-scripts --no-audit --no-fund
build=node_modules/@zazuko/yasgui/build
# The source maps are not shipped, so nothing should ask for them.
sed '/^\/\/# sourceMappingURL=/d' "$build/yasgui.min.js" > ../yasgui.min.js
sed 's#/\*\# sourceMappingURL=[^*]*\*/##' "$build/yasgui.min.css" > ../yasgui.min.css
rm -rf node_modules
