import { describe, expect, test } from 'vitest';
import type { AgendaSettings } from '../../../engine/agenda/agenda-input.ts';
import { buildAgenda } from '../../../engine/agenda/build-agenda.ts';
import type { PreviousListing } from '../../../engine/agenda/previous-listing.ts';
import { frozenBaselines } from '../../../engine/agenda/previous-listing.ts';
import { warningText } from '../../../engine/words/warnings/warning-text.ts';
import { sectionNames } from '../../../engine/tables/run-schema.ts';
import type { WorldPupil } from './agenda-world.ts';
import { agendaWorld, classOf } from './agenda-world.ts';

const slower = { reading: ['slower-than-peers' as const] };

function listed(
  pupils: WorldPupil[],
  {
    subjects,
    previous,
    ...settings
  }: { subjects?: string[]; previous?: PreviousListing[] } & Partial<AgendaSettings> = {},
) {
  const input = agendaWorld(pupils, subjects, previous ?? null);
  const agenda = buildAgenda(input, settings);
  const rows = Array.from({ length: agenda.count }, (_, row) => ({
    pupil: input.data.pupils.pupilId[agenda.pupil[row]],
    order: agenda.order[row],
    section: sectionNames[agenda.section[row]],
    whyListed: agenda.whyListed[row],
    subjects: agenda.subjects[row],
    concern: agenda.concern[row],
    state: agenda.state[row],
    firstListed: agenda.firstListed[row],
    baselineWindow: agenda.baselineWindow[row],
    ordinary: agenda.probablyOrdinary[row],
    level: agenda.level[row],
  }));
  const byId = new Map(rows.map((row) => [row.pupil, row]));
  return { rows, agenda, of: (id: string) => byId.get(id)! };
}

describe('buildAgenda(input): sections', () => {
  test('holds every pupil on roll once, each in the section that fits', () => {
    const { rows, of } = listed(
      classOf(20, (index) => {
        const special: Record<number, Partial<WorldPupil>> = {
          0: { met: slower },
          1: { met: slower, sen_status: 'K' },
          2: { sen_status: 'E', absent: true },
          3: { met: slower, monitoring: 1 },
          4: { absent: true },
          5: { noRows: true },
          6: { met: slower, sen_status: 'N' },
        };
        return special[index] ?? {};
      }),
    );
    expect(rows).toHaveLength(20);
    const sections = ['p001', 'p002', 'p003', 'p004', 'p005', 'p006', 'p007', 'p008'].map((id) => of(id).section);
    expect(sections).toEqual([
      'discuss-first',
      'supported',
      'supported',
      'monitoring',
      'not-measured',
      'not-measured',
      'discuss-first',
      'not-listed',
    ]);
    expect(of('p005').whyListed).toBe('absent');
    expect(of('p003').whyListed).toBe('absent');
    expect(of('p006').whyListed).toBe('not-entered');
    expect(of('p008').whyListed).toBeNull();
  });

  test('discusses first as many as the class has room for, by concern, and never more than have a criterion met', () => {
    const { of, rows } = listed(
      classOf(20, (index) => (index < 8 ? { met: slower, concern: index } : { concern: 50 })),
      { capacity: 6 },
    );
    expect(rows.slice(0, 8).map(({ pupil }) => pupil)).toEqual([
      'p008',
      'p007',
      'p006',
      'p005',
      'p004',
      'p003',
      'p002',
      'p001',
    ]);
    expect(of('p003').section).toBe('discuss-first');
    expect(of('p002').section).toBe('discuss-if-time');
    expect(of('p009').section).toBe('not-listed');
    expect(listed(classOf(20)).rows.every(({ section }) => section === 'not-listed')).toBe(true);
  });

  test('counts capacity class by class, and by year group where there are no classes', () => {
    const ofClass = (index: number) => (index < 10 ? 'A' : 'B');
    const two = listed(
      classOf(20, (index) => ({ met: slower, class: ofClass(index) })),
      { capacity: 3 },
    );
    expect(two.rows.filter(({ section }) => section === 'discuss-first')).toHaveLength(6);
    const none = listed(
      classOf(20, (index) => ({ met: slower, class: '', year_group: index < 10 ? '3' : '4' })),
      { capacity: 3 },
    );
    expect(none.rows.filter(({ section }) => section === 'discuss-first')).toHaveLength(6);
  });

  test('keeps a class called as a year group is apart from the pupils of that year without a class', () => {
    const { rows } = listed(
      classOf(20, (index) => ({ met: slower, class: index < 10 ? 'Year 4' : '', year_group: '4' })),
      { capacity: 3 },
    );
    expect(rows.filter(({ section }) => section === 'discuss-first')).toHaveLength(6);
  });

  test('numbers places from 1 in each school, in order of section', () => {
    const { rows } = listed(
      classOf(12, (index) => ({ school: index % 2 ? 'Elm' : 'Oak', ...(index === 4 ? { met: slower } : {}) })),
    );
    expect(rows.map(({ order }) => order)).toEqual([1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6]);
    expect(rows[6].pupil).toBe('p005');
  });
});

describe('buildAgenda(input): order and what is said', () => {
  test('a large gap that does not close counts as twice the odds, and the published concern stays what it is', () => {
    const gap = { reading: ['gap-not-closing' as const] };
    const change = (concern: number, size: number) => (index: number) =>
      index === 0 ? { met: slower, concern: 1 } : index === 1 ? { met: gap, concern, gap: size } : {};
    const near = 1 - Math.LN2;
    expect(listed(classOf(12, change(near + 0.01, 1))).rows[0].pupil).toBe('p002');
    expect(listed(classOf(12, change(near - 0.01, 1))).rows[0].pupil).toBe('p001');
    expect(listed(classOf(12, change(near + 0.01, 0.99))).rows[0].pupil).toBe('p001');
    expect(listed(classOf(12, change(near + 0.01, 1))).rows[0].concern).toBeCloseTo(near + 0.01, 12);
  });

  test('counts progress from the baseline of the subject of most concern', () => {
    const input = agendaWorld(
      classOf(12, () => ({ met: { maths: slower.reading, reading: slower.reading } })),
      ['maths', 'reading'],
    );
    // Comparisons are in order of subject: the first pupil's are 0 and 12. Only maths has a baseline.
    input.comparisons.baselineRow[12] = -1;
    const baselineAt = (maths: number, reading: number) => {
      input.concern[0] = maths;
      input.concern[12] = reading;
      const agenda = buildAgenda(input);
      return agenda.baselineWindow[agenda.pupil.indexOf(0)];
    };
    expect(baselineAt(1, 0)).toBe('dec25');
    expect(baselineAt(0, 1)).toBeNull();
  });

  test('orders by the concern over all subjects together, whatever it is in each', () => {
    const { of, rows } = listed(
      classOf(12, (index) => ({
        met: slower,
        ...(index === 0 ? { concern: 0, pupilConcern: 2 } : { concern: 1, pupilConcern: 1 - index / 10 }),
      })),
      { subjects: ['maths', 'reading'] },
    );
    expect(of('p001').concern).toBe(2);
    expect(rows.slice(0, 3).map(({ pupil }) => pupil)).toEqual(['p001', 'p002', 'p003']);
  });

  test('names the criteria met by subject, and the chance that none of them is true over all subjects', () => {
    const both = { maths: ['gap-widening' as const], reading: ['slower-than-peers' as const, 'gap-widening' as const] };
    const { of } = listed(
      classOf(12, (index) => (index === 0 ? { met: both, noneTrue: 0.3 } : {})),
      { subjects: ['maths', 'reading'] },
    );
    expect(of('p001').whyListed).toBe('maths: gap-widening; reading: slower-than-peers; reading: gap-widening');
    expect(of('p001').subjects).toBe('maths; reading');
    expect(of('p001').ordinary).toBe(0.3);
    expect(of('p002').ordinary).toBeNaN();
  });

  test('gives the level in three bands, edges in the middle, none without a result', () => {
    const at = [-0.51, -0.5, 0.5, 0.51];
    const { of } = listed(classOf(12, (index) => (index < 4 ? { position: at[index] } : { absent: true })));
    expect(['p001', 'p002', 'p003', 'p004', 'p005'].map((id) => of(id).level)).toEqual([
      'below',
      'middle',
      'middle',
      'above',
      null,
    ]);
  });

  test('warns where an unusual share meets a criterion', () => {
    const warnings = (met: number) =>
      listed(classOf(100, (index) => (index < met ? { met: slower } : {}))).agenda.warnings.map(({ code }) => code);
    expect(warnings(0)).toEqual(['list-share-unusual']);
    expect(warnings(1)).toEqual([]);
    expect(warnings(20)).toEqual([]);
    expect(warnings(21)).toEqual(['list-share-unusual']);
    const few = listed(classOf(100), { usualShareLow: 0.04, usualShareHigh: 0.3 }).agenda.warnings[0];
    expect(warningText(few)).toContain('from 4 to 30 is usual');
    // 1 of 120 is under 1 in 100, and 49 of 240 over 20.
    const told = (met: number, of: number) =>
      warningText(listed(classOf(of, (index) => (index < met ? { met: slower } : {}))).agenda.warnings[0]);
    expect(told(1, 120)).toContain('Of 100 pupils tested, 0 have');
    expect(told(49, 240)).toContain('Of 100 pupils tested, 21 have');
  });
});

describe('buildAgenda(input): against an earlier run', () => {
  const earlier = (pupilId: string, change: Partial<PreviousListing> = {}): PreviousListing => ({
    pupilId,
    state: 'new',
    firstListed: 'jul26',
    baselineWindow: 'jul25',
    ...change,
  });

  test('without one nothing is new, and the window and the baseline are kept for the next', () => {
    const { of } = listed(classOf(12, (index) => (index === 0 ? { met: slower } : {})));
    expect(of('p001')).toMatchObject({ state: null, firstListed: 'dec26', baselineWindow: 'dec25' });
    expect(of('p002')).toMatchObject({ state: null, firstListed: null, baselineWindow: null });
  });

  test('tells new, persisting and eased, and keeps the first listing and its baseline', () => {
    const previous = [
      earlier('p001'),
      earlier('p002'),
      earlier('p004', { firstListed: null }),
      earlier('p005', { state: 'eased' }),
    ];
    const { of } = listed(
      classOf(12, (index) => ([0, 2, 3, 4].includes(index) ? { met: slower } : {})),
      { previous },
    );
    expect(of('p001')).toMatchObject({ state: 'persisting', firstListed: 'jul26', baselineWindow: 'jul25' });
    expect(of('p002')).toMatchObject({ state: 'eased', section: 'eased' });
    expect(of('p003')).toMatchObject({ state: 'new', firstListed: 'dec26', baselineWindow: 'dec25' });
    expect(of('p004').state).toBe('new');
    expect(of('p005').state).toBe('new');
  });

  test('an absence does not break a listing, and neither does a criterion that still leans towards being met', () => {
    const previous = [earlier('p001'), earlier('p002'), earlier('p003')];
    const { of } = listed(
      classOf(12, (index) =>
        index === 0 ? { absent: true } : index === 1 ? { leaning: 0.5 } : index === 2 ? { leaning: 0.49 } : {},
      ),
      { previous },
    );
    expect(of('p001')).toMatchObject({
      state: null,
      section: 'not-measured',
      firstListed: 'jul26',
      baselineWindow: 'jul25',
    });
    expect(of('p002')).toMatchObject({
      state: null,
      section: 'not-listed',
      firstListed: 'jul26',
      baselineWindow: 'jul25',
    });
    expect(of('p003')).toMatchObject({ state: 'eased', section: 'eased' });
  });

  test('freezes the baselines of open listings only', () => {
    const frozen = frozenBaselines([
      earlier('p001'),
      earlier('p002', { state: 'eased' }),
      earlier('p003', { firstListed: null }),
    ]);
    expect([...frozen]).toEqual([['p001', 'jul25']]);
  });
});
