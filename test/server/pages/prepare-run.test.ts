import { expect, test } from 'vitest';
import { loadRun, type PupilTableName } from '../../../server/runs/loaded-run.ts';
import { displayNames } from '../../../server/runs/pupils/display-names.ts';
import { listedPupil } from '../../../server/runs/pupils/listed-pupils.ts';
import { prepareRun } from '../../../server/pages/prepare-run.ts';
import { openRecord } from '../../../server/records/open-record.ts';
import { keepPupilNames } from '../../../server/records/pupils/pupil-names.ts';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';

test('prepareRun(run, names) joins every pupil in small steps, and a name that is mended afterwards is seen', async () => {
  const record = await openRecord({ path: ':memory:' });
  const names = await displayNames(record);
  const { manifest, tables } = fixtureRun();
  let read = 0;
  const loaded = loadRun({ id: 'a run', manifest, tables }, 'a secret');
  const run = {
    ...loaded,
    pupilRows: <Name extends PupilTableName>(table: Name, pupilId: string) => {
      read += 1;
      return loaded.pupilRows(table, pupilId);
    },
  };
  let turns = 0;
  const counting = setInterval(() => (turns += 1), 1);
  await prepareRun(run, names);
  clearInterval(counting);
  // Two classes, seven things that pages share.
  expect(turns).toBeGreaterThanOrEqual(7);
  const before = read;
  const pupilId = fixturePupil('Oak Primary', '4K', 3);
  const row = run.agendaRow(pupilId)!;
  expect(before).toBeGreaterThan(run.agenda.length);
  expect(listedPupil(run, names, row).name.short).toBe(`Pupil ${pupilId}`);
  expect(read).toBe(before);
  await keepPupilNames(record, [{ school: 'Oak Primary', pupilId, forename: 'Zoë', surname: 'Park' }]);
  await names.reload();
  expect(listedPupil(run, names, row).name.short).toBe('Zoë P');
  await record.close();
});
