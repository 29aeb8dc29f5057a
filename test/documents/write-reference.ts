/** Writes `engine/REFERENCE.md` anew from the code: `npm run reference`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { referenceText } from './reference-text.ts';

writeFileSync(join(import.meta.dirname, '../../engine/REFERENCE.md'), referenceText());
