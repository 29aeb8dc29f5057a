import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import wabt from 'wabt';

const folder = resolve(import.meta.dirname, '../../../../engine/stats/quantile-regression');

/** row-kernels.wat as the bytes of a WebAssembly module, base64. Throws with line and column where the text is no module. */
export async function assembledRowKernels(): Promise<string> {
  const toolkit = await wabt();
  const text = new TextEncoder().encode(readFileSync(resolve(folder, 'row-kernels.wat'), 'utf8'));
  const module = toolkit.parseWat('row-kernels.wat', text, { simd: true });
  try {
    module.validate();
    return Buffer.from(module.toBinary({}).buffer).toString('base64');
  } finally {
    module.destroy();
  }
}

// `npm run kernels` writes what the engine loads, after a change of the text.
if (process.argv[1] === import.meta.filename) {
  const comment = '/** row-kernels.wat as `npm run kernels` assembles it, base64; never written by hand. */';
  const bytes = `export const rowKernelsBytes =\n  '${await assembledRowKernels()}';`;
  writeFileSync(resolve(folder, 'row-kernels-bytes.ts'), `${comment}\n${bytes}\n`);
}
