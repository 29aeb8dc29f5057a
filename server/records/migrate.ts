import { SameStartError } from '../../engine/index.ts';
import { Migrator, type Kysely, type Migration } from 'kysely';
import * as peopleSessionsAudit from './migrations/001-people-sessions-audit.ts';
import * as discussionsAddedPupils from './migrations/002-discussions-added-pupils.ts';
import * as agreementsDone from './migrations/003-agreements-done.ts';
import * as releasesImports from './migrations/006-releases-imports.ts';
import * as meetingsRegister from './migrations/007-meetings-register.ts';
import * as signIn from './migrations/005-sign-in.ts';
import * as pupilContext from './migrations/004-pupil-context.ts';
import * as auditIndexes from './migrations/008-audit-indexes.ts';
import * as outcomeCodes from './migrations/009-outcome-codes.ts';
import * as auditChain from './migrations/010-audit-chain.ts';
import * as recordsBySchool from './migrations/011-records-by-school.ts';
import * as pendingPupils from './migrations/012-pending-pupils.ts';
import * as registerUnknowns from './migrations/013-register-unknowns.ts';
import * as plansProvision from './migrations/014-plans-provision.ts';
import * as higherSupport from './migrations/015-higher-support.ts';
import * as inbox from './migrations/018-inbox.ts';
import * as lettersAreas from './migrations/017-letters-areas.ts';
import * as targetsSettings from './migrations/016-targets-settings.ts';
import * as sexPupilPremium from './migrations/019-sex-pupil-premium.ts';
import type { RecordTables } from './record-tables.ts';

/** In order; a migration that has been released is never edited, a new one is added. */
export const migrations: Record<string, Migration> = {
  '001-people-sessions-audit': peopleSessionsAudit,
  '002-discussions-added-pupils': discussionsAddedPupils,
  '003-agreements-done': agreementsDone,
  '004-pupil-context': pupilContext,
  '005-sign-in': signIn,
  '006-releases-imports': releasesImports,
  '007-meetings-register': meetingsRegister,
  '008-audit-indexes': auditIndexes,
  '009-outcome-codes': outcomeCodes,
  '010-audit-chain': auditChain,
  '011-records-by-school': recordsBySchool,
  '012-pending-pupils': pendingPupils,
  '013-register-unknowns': registerUnknowns,
  '014-plans-provision': plansProvision,
  '015-higher-support': higherSupport,
  '016-targets-settings': targetsSettings,
  '018-inbox': inbox,
  '017-letters-areas': lettersAreas,
  '019-sex-pupil-premium': sexPupilPremium,
};

/** Brings a record up to the newest layout. @throws SameStartError record-newer: a record written by a newer version is refused, nothing is changed. */
export async function migrate(db: Kysely<RecordTables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw new SameStartError('record-newer', {}, { cause: error });
}
