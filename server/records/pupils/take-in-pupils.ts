import { readNames, readPupilContext, type ContextInSchool } from '../../../engine/index.ts';
import type { SchoolRecord } from '../open-record.ts';
import { inOneChange } from '../in-one-change.ts';
import { keepPupilContext } from './pupil-context.ts';
import { keepPupilNames, type NamedPupil } from './pupil-names.ts';

/** What a data folder says of its pupils beside their results. */
export interface PupilsOfFolder {
  readonly names: readonly NamedPupil[];
  readonly contexts: readonly ContextInSchool[];
  /** Whether the folder had any dated facts to say. */
  readonly factsGiven: boolean;
}

/**
 * Reads names and context of a data folder's pupils, each with their school. Errors as `readDataFolder`.
 *
 * @param ofSchool only pupils of these schools; default: of all in the folder
 */
export async function pupilsOfFolder(
  folder: string,
  ofSchool: (school: string) => boolean = () => true,
): Promise<PupilsOfFolder> {
  const { contexts, factsGiven } = await readPupilContext(folder);
  const own = contexts.filter(({ school }) => ofSchool(school));
  const schoolOf = new Map(own.map(({ pupilId, school }) => [pupilId, school]));
  const names = (await readNames(folder)).flatMap((name) => {
    const school = schoolOf.get(name.pupilId);
    return school === undefined ? [] : [{ ...name, school }];
  });
  return { names, contexts: own, factsGiven };
}

/** Takes names and context into the record, each under the pupil's school; others stay. */
export async function takeInPupils(
  record: SchoolRecord,
  { names, contexts, factsGiven }: PupilsOfFolder,
): Promise<void> {
  await inOneChange(record, async (within) => {
    await keepPupilNames(within, names);
    await keepPupilContext(within, contexts, { facts: factsGiven });
  });
}
