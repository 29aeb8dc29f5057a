import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readPupilContext } from '../../../../engine/ingest/folder/read-pupil-context.ts';

const sample = join(import.meta.dirname, '..', '..', '..', '..', 'data-samples', 'oakfield-trust');

async function contextsOf(files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'context-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    return (await readPupilContext(folder)).contexts;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const header =
  'pupil_id,school,year_group,date_of_birth,sen_status,sen_since,primary_need,joined_on,attendance,eal,surname,sex,pupil_premium';

describe('readPupilContext(folder)', () => {
  test('gives what the files say of a pupil, dates as ISO, facts oldest first', async () => {
    const [amira] = await contextsOf({
      'pupils.csv': `${header}\np1,Oak,4,2018-07-09,k,2025-05-06,SLCN,2024-09-03,88.4 %,1,Hussain,F,0\n`,
      'context.csv':
        'pupil_id,kind,from,to\np1,attendance,2026-01-12,2026-02-13\np1,school-move,2025-03-03,\np1,school-move,2025-03-03,\n',
    });
    expect(amira).toEqual({
      pupilId: 'p1',
      school: 'Oak',
      dateOfBirth: '2018-07-09',
      senStatus: 'K',
      senSince: '2025-05-06',
      primaryNeed: 'SLCN',
      joinedOn: '2024-09-03',
      attendancePercent: 88.4,
      englishAdditional: true,
      sex: 'F',
      pupilPremium: false,
      facts: [
        { kind: 'school-move', from: '2025-03-03', to: null },
        { kind: 'attendance', from: '2026-01-12', to: '2026-02-13' },
      ],
    });
  });

  test('leaves out what is not there or cannot be read, and keeps the pupil', async () => {
    const contexts = await contextsOf({
      'pupils.csv': `${header}\np1,Oak,4,soon,,,,,140,,,,\n`,
      'context.csv': 'pupil_id,kind,from,to\np1,a story,2026-01-12,\nnobody,school-move,2026-01-12,\n',
    });
    expect(contexts).toEqual([
      {
        pupilId: 'p1',
        school: 'Oak',
        dateOfBirth: null,
        senStatus: '',
        senSince: null,
        primaryNeed: '',
        joinedOn: null,
        attendancePercent: null,
        englishAdditional: null,
        sex: '',
        pupilPremium: null,
        facts: [],
      },
    ]);
  });

  test('works without a context file and without any of its columns', async () => {
    const contexts = await contextsOf({ 'pupils.csv': 'pupil_id,school,year_group\np2,Oak,4\np1,Oak,4\n' });
    expect(contexts.map(({ pupilId, facts }) => [pupilId, facts])).toEqual([
      ['p1', []],
      ['p2', []],
    ]);
  });

  test('the sample trust has every kind of it: moves, absences, statuses since a day, late joiners, languages', async () => {
    const { contexts, factsGiven } = await readPupilContext(sample);
    expect(factsGiven).toBe(true);
    expect(contexts).toHaveLength(2000);
    const lines = readFileSync(join(sample, 'context.csv'), 'utf8').trim().split('\n').slice(1);
    expect(contexts.flatMap(({ facts }) => facts)).toHaveLength(lines.length);
    for (const kind of ['school-move', 'attendance'])
      expect(contexts.some(({ facts }) => facts.some((fact) => fact.kind === kind))).toBe(true);
    for (const { senStatus, senSince } of contexts) expect(senSince !== null).toBe(senStatus !== 'N');
    expect(contexts.filter(({ attendancePercent }) => (attendancePercent ?? 100) < 90).length).toBeGreaterThan(100);
    expect(contexts.filter(({ englishAdditional }) => englishAdditional).length).toBeGreaterThan(300);
    expect(new Set(contexts.map(({ sex, pupilPremium }) => `${sex} ${pupilPremium}`)).size).toBe(4);
  });
});
