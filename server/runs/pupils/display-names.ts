import { pupilNames, type NamedPupil, type PupilName } from '../../records/pupils/pupil-names.ts';
import { pupilKey, type SchoolPupil } from '../../records/pupils/school-pupil.ts';
import type { SchoolRecord } from '../../records/open-record.ts';

declare module 'fastify' {
  interface FastifyInstance {
    names: DisplayNames;
  }
}

export interface DisplayName {
  /** “Amira”; '' where the record has no name. */
  readonly forename: string;
  /** “Amira H”, for lists and paper. */
  readonly short: string;
  /** “Amira Hussain”. */
  readonly full: string;
}

/** Names joined to pupils at display, held in memory: a page asks for hundreds. */
export interface DisplayNames {
  of(pupil: SchoolPupil): DisplayName;
  /** Pupils whose name contains every word of `words`, whatever the case and accents. */
  matching(words: string): readonly SchoolPupil[];
  /** Changes whenever the names were read again: what was joined to them before is out of date. */
  readonly version: number;
  /** Reads the record again, after names were brought in. */
  reload(): Promise<void>;
}

/** Reads the names of the record. A pupil without one is shown by identifier, and found by no name. */
export async function displayNames(record: SchoolRecord): Promise<DisplayNames> {
  let names = await pupilNames(record);
  // Searched for every question: put into plain letters once, not thirty thousand times a question.
  let plainNames = plainOf(names);
  let version = 1;
  return {
    get version() {
      return version;
    },
    of: (pupil) => display(names.get(pupilKey(pupil)), pupil.pupilId),
    matching: (words) => {
      const wanted = plain(words).split(/\s+/).filter(Boolean);
      if (wanted.length === 0) return [];
      return plainNames.filter(([, text]) => wanted.every((word) => text.includes(word))).map(([pupil]) => pupil);
    },
    reload: async () => {
      names = await pupilNames(record);
      plainNames = plainOf(names);
      version += 1;
    },
  };
}

function plainOf(names: ReadonlyMap<string, NamedPupil>): readonly (readonly [pupil: SchoolPupil, text: string])[] {
  return Array.from(names.values(), (pupil) => [pupil, plain(`${pupil.forename} ${pupil.surname}`)]);
}

function display(name: PupilName | undefined, pupilId: string): DisplayName {
  if (!name || (!name.forename && !name.surname))
    return { forename: '', short: `Pupil ${pupilId}`, full: `Pupil ${pupilId}` };
  const initial = firstGrapheme(name.surname);
  return {
    forename: name.forename,
    short: `${name.forename} ${initial}`.trim(),
    full: `${name.forename} ${name.surname}`.trim(),
  };
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** What a reader sees as one sign: a letter with the accents after it, an emoji of several parts. */
function firstGrapheme(text: string): string {
  // Nearly every name: two plain letters, and the second joins nothing to the first.
  if (/^[A-Za-z][A-Za-z]/.test(text)) return text.slice(0, 1);
  for (const { segment } of graphemes.segment(text)) return segment;
  return '';
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase('en');
}
