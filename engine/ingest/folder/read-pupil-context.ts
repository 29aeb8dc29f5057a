import type { PupilContext, PupilFact } from '../../tables/pupil-context.ts';
import type { PupilTable } from '../../tables/assessment-data.ts';
import { textAt, type TextColumn } from '../../tables/text-column.ts';
import { readContext } from './read-context.ts';
import { readPupils } from './read-pupils.ts';
import { readRawTables } from './read-raw-tables.ts';
import { RejectLog } from '../files/reject-log.ts';
import { formatDay } from '../../tables/days.ts';

/** What is known of a pupil, and the school whose pupil it is. */
export interface ContextInSchool extends PupilContext {
  readonly school: string;
}

/**
 * What a data folder says of its pupils beside their results, for the encrypted record alone. One entry a pupil that
 * `readDataFolder` keeps, ascending by identifier; rows and cells it sets aside are set aside here too. Moves, attendance and
 * language only: health and family are typed by people, never read from files. Errors as `readDataFolder`.
 *
 * @returns `factsGiven`: false where the folder has no table of dated facts, so that none is not the same as not said
 */
export async function readPupilContext(folder: string): Promise<{ contexts: ContextInSchool[]; factsGiven: boolean }> {
  const raw = await readRawTables(folder, { only: ['pupils', 'context'] });
  // The run's own data report says what could not be used; it is not said twice.
  const log = new RejectLog();
  const { pupils } = readPupils(raw.get('pupils')!, log);
  const contextRaw = raw.get('context');
  const facts = Map.groupBy(contextRaw ? readContext(contextRaw, pupils, log).context : [], ({ pupil }) => pupil);
  const contexts = pupils.pupilId.map((pupilId, pupil) => ({
    pupilId,
    school: textAt(pupils.school, pupil) ?? '',
    ...characteristics(pupils, pupil),
    facts: (facts.get(pupil) ?? []).map(({ kind, fromDay, toDay }): PupilFact => ({
      kind,
      from: dateOf(fromDay) ?? '',
      to: dateOf(toDay),
    })),
  }));
  return { contexts, factsGiven: contextRaw !== undefined };
}

function characteristics(pupils: PupilTable, pupil: number): Omit<PupilContext, 'pupilId' | 'facts'> {
  const text = (column: TextColumn): string => textAt(column, pupil) ?? '';
  const attendance = pupils.attendancePercent[pupil];
  return {
    dateOfBirth: dateOf(pupils.dateOfBirthDay[pupil]),
    senStatus: text(pupils.senStatus),
    senSince: dateOf(pupils.senSinceDay?.[pupil] ?? Number.NaN),
    primaryNeed: text(pupils.primaryNeed),
    joinedOn: dateOf(pupils.joinedOnDay[pupil]),
    attendancePercent: Number.isNaN(attendance) ? null : attendance,
    englishAdditional: yesNo(pupils.englishAdditional[pupil]),
    sex: text(pupils.sex),
    pupilPremium: yesNo(pupils.pupilPremium[pupil]),
  };
}

function yesNo(flag: number): boolean | null {
  return flag < 0 ? null : flag === 1;
}

function dateOf(day: number): string | null {
  return formatDay(day) || null;
}
