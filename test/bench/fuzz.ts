/** `npm run fuzz [inputs] [seed]`: mutated files for every reader; 100,000 unless told otherwise. */
import { fuzzReaders } from '../engine/ingest/files/fuzz-readers.ts';

const inputs = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? 20_261_123);
const started = performance.now();
const { tried, read, slowestMilliseconds, slowest } = await fuzzReaders(inputs, seed);
for (const [reader, count] of Object.entries(tried))
  console.log(`${reader}: ${count} inputs, ${read[reader]} read, ${count - read[reader]} refused`);
console.log(
  `seed ${seed}: no crash, no lost row; slowest ${slowest}: ${Math.round(slowestMilliseconds)} ms; ${Math.round((performance.now() - started) / 1000)} s`,
);
