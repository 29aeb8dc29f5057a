/** Writes what is made of the code: `engine/REFERENCE.md`, and the picture of the README. `npm run reference` */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pictureOfOnePupil } from './picture-of-one-pupil.ts';
import { referenceText } from './reference-text.ts';

const engine = join(import.meta.dirname, '../../engine');
writeFileSync(join(engine, 'REFERENCE.md'), referenceText());
writeFileSync(join(engine, 'charts/one-pupil.svg'), await pictureOfOnePupil());
