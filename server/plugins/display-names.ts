import { pupilNames, type PupilName } from '../records/pupil-names.ts';
import type { SchoolRecord } from '../records/open-record.ts';

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
  of(pupilId: string): DisplayName;
  /** Pupils whose name contains every word of `words`, whatever the case and accents. */
  matching(words: string): readonly string[];
  /** Changes whenever the names were read again: what was joined to them before is out of date. */
  readonly version: number;
  /** Reads the record again, after names were brought in. */
  reload(): Promise<void>;
}

export async function displayNames(record: SchoolRecord): Promise<DisplayNames> {
  let names = await pupilNames(record);
  let version = 1;
  return {
    get version() {
      return version;
    },
    of: (pupilId) => display(names.get(pupilId), pupilId),
    matching: (words) => {
      const wanted = plain(words).split(/\s+/).filter(Boolean);
      if (wanted.length === 0) return [];
      return [...names]
        .filter(([, name]) => {
          const text = plain(`${name.forename} ${name.surname}`);
          return wanted.every((word) => text.includes(word));
        })
        .map(([pupilId]) => pupilId);
    },
    reload: async () => {
      names = await pupilNames(record);
      version += 1;
    },
  };
}

function display(name: PupilName | undefined, pupilId: string): DisplayName {
  if (!name || (!name.forename && !name.surname))
    return { forename: '', short: `Pupil ${pupilId}`, full: `Pupil ${pupilId}` };
  const initial = Array.from(name.surname)[0] ?? '';
  return {
    forename: name.forename,
    short: `${name.forename} ${initial}`.trim(),
    full: `${name.forename} ${name.surname}`.trim(),
  };
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase('en');
}
