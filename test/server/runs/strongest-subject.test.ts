import { expect, test } from 'vitest';
import { runRows } from '../../../engine/index.ts';
import type { ListedPupil } from '../../../server/runs/pupils/listed-pupils.ts';
import { pupilLevel } from '../../../server/runs/pupils/pupil-level.ts';
import { strongestSubject } from '../../../server/runs/pupils/strongest-subject.ts';
import { tableOfRows } from '../../engine/tables/table-of-rows.ts';

const labels = new Map(
  ['maths', 'reading', 'behaviour'].map((name) => [
    name,
    { label: name, name, direction: name === 'behaviour' ? 'a rating' : '' } as never,
  ]),
);

function pupil(positions: Readonly<Record<string, number>>, listed = ''): Pick<ListedPupil, 'row' | 'evidence'> {
  const evidence = Object.entries(positions).map(([subject, position]) => ({
    subject,
    growth: runRows(tableOfRows('growth', [{ position }]))[0],
    concern: undefined,
    criteria: {},
    trajectory: [],
  }));
  return { row: runRows(tableOfRows('agenda', [{ subjects: listed }]))[0], evidence };
}

test('strongestSubject(pupil, labels) is the tested subject with the highest position, never a rating', () => {
  expect(strongestSubject(pupil({ maths: -1, reading: -0.4, behaviour: 2 }), labels)).toBe('reading');
  expect(strongestSubject(pupil({ maths: -1 }), labels)).toBe('');
});

test('strongestSubject(pupil, labels) never praises the subject that brought the pupil onto the list', () => {
  expect(strongestSubject(pupil({ maths: -1, reading: -0.4 }, 'reading'), labels)).toBe('');
  expect(strongestSubject(pupil({ maths: -1, reading: -0.4 }, 'maths'), labels)).toBe('reading');
});

test('pupilLevel(pupil) is the level in what the pupil is listed for, else over all subjects', () => {
  expect(pupilLevel(pupil({ maths: 0.3, reading: -1.1 }, 'reading'))).toBe('below');
  expect(pupilLevel(pupil({ maths: 0.3, reading: -1.1 }))).toBe('below to middle');
});
