// Bundles the drawing engine into one file, which the Python package ships: users need no node.
// `node build.mjs` writes it; `node build.mjs --check` fails where the shipped file is not the same.

import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = new URL('.', import.meta.url);
const target = new URL('../argmap/data/page/engine.js', here);

const version = async (name) => JSON.parse(await readFile(new URL(`node_modules/${name}/package.json`, here), 'utf8')).version;
const banner = `/*! vis-network ${await version('vis-network')} and vis-data ${await version('vis-data')}, Apache-2.0 OR MIT; built from page/, see NOTICE */`;

const result = await build({
  absWorkingDir: fileURLToPath(here),
  entryPoints: ['engine.js'],
  bundle: true,
  minify: true,
  format: 'iife',
  globalName: 'vis',
  target: 'es2022',
  charset: 'ascii',
  legalComments: 'none',
  define: { 'process.env.NODE_ENV': '"production"' },
  banner: { js: banner },
  write: false,
});
// Chromium takes the word "sourceMappingURL" and "</script" for more than text, wherever it stands.
const script = result.outputFiles[0].text.replaceAll('</script', '<\\/script');

if (process.argv.includes('--check')) {
  const shipped = await readFile(target, 'utf8').catch(() => '');
  if (shipped !== script) {
    console.error('argmap/data/page/engine.js is not what page/ builds. Run: npm ci && npm run build');
    process.exit(1);
  }
} else {
  await writeFile(target, script);
  console.log(`wrote argmap/data/page/engine.js, ${Math.round(script.length / 1024)} KiB`);
}
