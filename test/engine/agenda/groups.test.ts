import { describe, expect, test } from 'vitest';
import { coverageTable } from '../../../engine/runs/tables/coverage-table.ts';
import { equityTable } from '../../../engine/runs/tables/equity-table.ts';
import { groupsTable } from '../../../engine/runs/tables/groups-table.ts';
import { listsTable } from '../../../engine/runs/tables/lists-table.ts';
import { agendaTable } from '../../../engine/runs/tables/agenda-table.ts';
import { buildAgenda } from '../../../engine/agenda/build-agenda.ts';
import { measureCoverage } from '../../../engine/agenda/measure-coverage.ts';
import { measureEquity, ratioInterval } from '../../../engine/agenda/measure-equity.ts';
import { measureGroups } from '../../../engine/agenda/measure-groups.ts';
import { measureLists } from '../../../engine/agenda/measure-lists.ts';
import { suppressGroups } from '../../../engine/agenda/suppress-groups.ts';
import { suppressTogether } from '../../../engine/agenda/suppress-together.ts';
import { currentWindows } from '../../../engine/growth/comparisons/current-windows.ts';
import { measureGrowth } from '../../../engine/growth/percentiles/measure-growth.ts';
import { runSchema } from '../../../engine/tables/run-schema.ts';
import type { RunTable } from '../../../engine/tables/run-table.ts';
import type { WorldPupil } from './agenda-world.ts';
import { agendaWorld, classOf } from './agenda-world.ts';

const slower = { reading: ['slower-than-peers' as const] };

describe('suppressGroups(sizes, minimum)', () => {
  test('withholds small groups and the next smallest, so that the total gives nobody away', () => {
    expect(suppressGroups([20, 3, 12], 6)).toEqual([null, 'too-few', 'complement']);
    expect(suppressGroups([20, 6, 12], 6)).toEqual([null, null, null]);
    expect(suppressGroups([20, 5, 5, 12], 6)).toEqual([null, 'too-few', 'too-few', null]);
    // Two withheld with four pupils between them would still show a group of four.
    expect(suppressGroups([20, 2, 2, 12], 6)).toEqual([null, 'too-few', 'too-few', 'complement']);
    expect(suppressGroups([3], 6)).toEqual(['too-few']);
    expect(suppressGroups([0, 20], 6)).toEqual([null, null]);
  });
});

test('suppressTogether(groupings, minimum) has withheld enough once what is withheld holds the minimum', () => {
  const groups = (...sizes: number[]) => {
    let from = 0;
    return [
      [
        {
          partition: '',
          groups: sizes.map((size, at) => ({
            group: String(at),
            members: Array.from({ length: size }, () => from++),
          })),
        },
      ],
    ];
  };
  expect(suppressTogether(groups(20, 3, 3), 6)).toEqual([[[null, 'too-few', 'too-few']]]);
  expect(suppressTogether(groups(20, 3, 2), 6)).toEqual([[['complement', 'too-few', 'too-few']]]);
});

describe('measureGroups(input)', () => {
  const group = (pupils: WorldPupil[], grouping: string, name: string) =>
    measureGroups(agendaWorld(pupils)).find((row) => row.grouping === grouping && row.group === name)!;

  test('gives the median growth of the pupils with a percentile, with its interval', () => {
    const input = agendaWorld(classOf(90, (index) => ({ sex: index % 3 ? 'F' : 'M' })));
    const boys = measureGroups(input).find((row) => row.grouping === 'sex' && row.group === 'M')!;
    const own = [...input.growth.percentile].filter((_, index) => index % 3 === 0).sort((a, b) => a - b);
    expect(boys).toMatchObject({ n: 30, reason: null, subject: 'reading' });
    expect(boys.median).toBeCloseTo((own[14] + own[15]) / 2, 12);
    // Binomial(30, ½): P(≤ 9) = 2.1 %, P(≤ 10) = 4.9 %: the 11th from either end.
    expect([boys.low, boys.high]).toEqual([own[10], own[19]]);
  });

  test('shows n but no median from 6 to 10 pupils, nothing under 6, and hides the complement too', () => {
    const pupils = (boys: number) => classOf(60, (index) => ({ sex: index < boys ? 'M' : 'F' }));
    expect(group(pupils(11), 'sex', 'M').reason).toBeNull();
    expect(group(pupils(10), 'sex', 'M')).toMatchObject({ n: 10, median: NaN, reason: 'too-few' });
    expect(group(pupils(10), 'sex', 'F').reason).toBeNull();
    expect(group(pupils(5), 'sex', 'M')).toMatchObject({ n: NaN, reason: 'too-few' });
    expect(group(pupils(5), 'sex', 'F')).toMatchObject({ n: NaN, median: NaN, reason: 'complement' });
  });

  test('gives no median for a school or year group that is over half of its own reference, but does for its classes', () => {
    const two = (share: number) =>
      classOf(80, (index) => ({ school: index < share ? 'Elm' : 'Oak', class: index % 2 ? 'A' : 'B' }));
    expect(group(two(40), 'school', 'Elm').reason).toBeNull();
    expect(group(two(41), 'school', 'Elm').reason).toBe('own-reference');
    expect(group(two(41), 'school', 'Oak').reason).toBeNull();
    expect(group(two(41), 'year group', '4').reason).toBe('own-reference');
    expect(group(two(41), 'class', 'Elm / A').reason).toBeNull();
  });

  test('gives no median for a class that is its year group, as in every school of one form compared with itself', () => {
    const forms = (first: number) => classOf(60, (index) => ({ class: index < first ? 'A' : 'B' }));
    expect(group(forms(60), 'class', 'Oak / A')).toMatchObject({ n: 60, median: NaN, reason: 'own-reference' });
    expect(group(forms(48), 'class', 'Oak / A').reason).toBe('own-reference');
    // One of two forms is still told apart from the other.
    expect(group(forms(33), 'class', 'Oak / A').reason).toBeNull();
    expect(group(forms(48), 'class', 'Oak / B').reason).toBeNull();
  });

  test('shows the median of a school that the reference does not hold, however small the reference', () => {
    const pupils = classOf(80, (index) => ({ school: index < 30 ? 'Elm' : 'Oak' }));
    const input = agendaWorld(pupils);
    const { reference } = agendaWorld(pupils.slice(0, 30)).growth;
    const frozen = {
      ...input,
      growth: measureGrowth(input.data, input.measurements, input.comparisons, { reference }),
    };
    const of = (name: string) => measureGroups(frozen).find(({ group }) => group === name)!;
    expect(of('Elm').reason).toBe('own-reference');
    expect(of('Oak').reason).toBeNull();
  });

  test('suppresses classes within their school', () => {
    const pupils = classOf(60, (index) => ({
      school: index < 30 ? 'Elm' : 'Oak',
      class: index < 4 ? 'A' : index < 15 ? 'B' : 'C',
    }));
    expect(['A', 'B', 'C'].map((name) => group(pupils, 'class', `Elm / ${name}`).reason)).toEqual([
      'too-few',
      'complement',
      null,
    ]);
    expect(group(pupils, 'class', 'Oak / C').reason).toBeNull();
  });
});

describe('a school withheld to hide another', () => {
  const pupils = classOf(69, (index) => ({
    ...(index < 4
      ? { school: 'Ash', class: '4A' }
      : index < 29
        ? { school: 'Elm', class: index < 16 ? '4K' : '4L' }
        : { school: 'Oak', class: '4M' }),
    sex: index % 2 ? 'F' : 'M',
    ...(index % 9 === 0 ? { met: slower } : {}),
  }));
  const input = agendaWorld(pupils);
  const withheld = (rows: readonly { grouping: string; group: string; reason: unknown }[]) =>
    rows.filter(({ reason, grouping }) => reason !== null && reason !== 'own-reference' && grouping !== 'sex');

  test.each([
    ['growth', measureGroups(input)],
    ['equity', measureEquity(input.data, buildAgenda(input))],
  ])('is not given away by its classes: %s', (_, rows) => {
    expect(withheld(rows).map(({ group, reason }) => [group, reason])).toEqual([
      ['Ash', 'too-few'],
      ['Elm', 'complement'],
      ['Ash / 4A', 'too-few'],
      ['Elm / 4K', 'complement'],
      ['Elm / 4L', 'complement'],
    ]);
  });

  test('nor a class by the one other class of its year group', () => {
    const place = (index: number) =>
      index < 4
        ? { school: 'Elm', class: '3K', year_group: '3' }
        : index < 24
          ? { school: 'Elm', class: '4K', year_group: '4' }
          : index < 50
            ? { school: 'Oak', class: '4M', year_group: '4' }
            : { school: index < 55 ? 'Oak' : 'Elm', class: '5', year_group: '5' };
    const years = classOf(80, place);
    const sizes = (rows: ReturnType<typeof measureGroups>) => new Map(rows.map(({ group, n }) => [group, n]));
    const shown = sizes(measureGroups(agendaWorld(years)));
    // Year 4 less one of its classes would be the other, and the school less that would be the four.
    const known = ['4', 'Elm / 4K', 'Oak / 4M'].filter((group) => !Number.isNaN(shown.get(group)));
    expect(known.length).toBeLessThan(2);
  });
});

describe('measureEquity(data, agenda)', () => {
  test('sets those listed against the overall rate, whatever section they are in', () => {
    const input = agendaWorld(
      classOf(100, (index) => ({
        sex: index < 40 ? 'M' : 'F',
        sen_status: index < 10 ? 'K' : 'N',
        ...(index < 8 || (index >= 40 && index < 42) ? { met: slower } : {}),
      })),
    );
    const equity = measureEquity(input.data, buildAgenda(input));
    const of = (grouping: string, name: string) =>
      equity.find((row) => row.grouping === grouping && row.group === name)!;
    expect(of('sex', 'M')).toMatchObject({ n: 40, listed: 8, expected: 4, ratio: 2 });
    expect(of('sex', 'F')).toMatchObject({ n: 60, listed: 2, expected: 6 });
    expect(of('sen status', 'K')).toMatchObject({ n: 10, listed: 8, expected: 1 });
    expect(of('school', 'Oak').ratio).toBeCloseTo(1, 12);
  });

  test('has Byar’s interval, near the exact Poisson one', () => {
    // Exact 90 % limits by R: qchisq(.05, 2x)/2 and qchisq(.95, 2x + 2)/2.
    const exact: [number, number, number][] = [
      [0, 0, 2.9957],
      [1, 0.0513, 4.7439],
      [5, 1.9701, 10.513],
      [10, 5.4254, 16.9622],
      [50, 38.9643, 63.2874],
    ];
    for (const [count, low, high] of exact) {
      const interval = ratioInterval(count, 1);
      expect(Math.abs(interval.low - low)).toBeLessThan(0.02 + 0.002 * low);
      expect(Math.abs(interval.high - high)).toBeLessThan(0.1);
    }
    expect(ratioInterval(3, 0).ratio).toBeNaN();
  });

  test('leaves out pupils without a current score, tells birth terms apart and suppresses', () => {
    const input = agendaWorld(
      classOf(60, (index) => ({
        date_of_birth: index < 20 ? '2017-09-01' : index < 40 ? '2018-04-30' : '2018-05-01',
        absent: index >= 50 && index < 56,
        ...(index === 0 ? { met: slower } : {}),
      })),
    );
    const equity = measureEquity(input.data, buildAgenda(input));
    const terms = equity.filter(({ grouping }) => grouping === 'birth term').map(({ group, n }) => [group, n]);
    expect(terms).toEqual([
      ['autumn', 20],
      ['spring', 20],
      ['summer', 14],
    ]);
  });
});

describe('where nothing is known of a grouping', () => {
  const input = agendaWorld(classOf(40, (index) => ({ class: '', ...(index < 3 ? { met: slower } : {}) })));
  const agenda = buildAgenda(input);

  test('groups, equity and lists leave it out', () => {
    expect(new Set(measureGroups(input).map(({ grouping }) => grouping))).toEqual(new Set(['school', 'year group']));
    expect(measureEquity(input.data, agenda).map(({ grouping }) => grouping)).toEqual(['school']);
    expect(measureLists(input.data, agenda, input.byLuck).map(({ grouping }) => grouping)).toEqual(['school', 'run']);
  });

  test('coverage still counts every pupil', () => {
    const coverage = measureCoverage(input.data, currentWindows(input.data));
    expect(coverage.map((row) => [row.school, row.class, row.onRoll])).toEqual([['Oak', null, 40]]);
  });
});

describe('measureLists(data, agenda, byLuck)', () => {
  test('adds up both doubts for classes, schools and the run; the supported and the monitored are in neither', () => {
    const input = agendaWorld(
      classOf(40, (index) => ({
        class: index < 20 ? 'A' : 'B',
        byLuck: 0.1,
        ...(index < 8 ? { met: slower, noneTrue: 0.25 } : {}),
        ...(index === 0
          ? { sen_status: 'K' }
          : index === 30
            ? { monitoring: 1 }
            : index === 31
              ? { absent: true }
              : {}),
      })),
    );
    const lists = measureLists(input.data, buildAgenda(input, { capacity: 6 }), input.byLuck);
    expect(lists.map(({ grouping, group }) => [grouping, group])).toEqual([
      ['class', 'Oak / A'],
      ['class', 'Oak / B'],
      ['school', 'Oak'],
      ['run', 'run'],
    ]);
    expect(lists[0]).toMatchObject({ onRoll: 20, measured: 20, listed: 7, probablyOrdinary: 1.75 });
    expect(lists[0].byLuck).toBeCloseTo(1.9, 12);
    expect(lists[1]).toMatchObject({ listed: 0, measured: 19, probablyOrdinary: 0 });
    expect(lists[1].byLuck).toBeCloseTo(1.8, 12);
    expect(lists[3].byLuck).toBeCloseTo(3.7, 12);
  });
});

describe('pupils who had left by the newest window', () => {
  const input = agendaWorld(classOf(40, (index) => (index < 8 ? { met: slower, sex: 'F' } : { sex: 'M' })));
  const leftOnDay = new Float64Array(40).fill(NaN).fill(input.data.windows.day[1] - 1, 0, 2);
  const data = { ...input.data, pupils: { ...input.data.pupils, leftOnDay } };
  const agenda = buildAgenda({ ...input, data });

  test('are on no list and in neither doubt, and nothing says that they are listed', () => {
    const [list] = measureLists(data, agenda, new Float64Array(40).fill(0.1));
    expect(list).toMatchObject({ onRoll: 38, measured: 38, listed: 6 });
    expect(list.byLuck).toBeCloseTo(3.8, 12);
    const { whyListed, subjects, firstListed, state } = agenda;
    const places = [0, 1].map((pupil) => agenda.pupil.indexOf(pupil));
    for (const at of places)
      expect([whyListed[at], subjects[at], firstListed[at], state[at]]).toEqual(Array(4).fill(null));
  });

  test('count in no group of equity', () => {
    const girls = measureEquity(data, agenda).find(({ group }) => group === 'F')!;
    expect([girls.n, girls.listed]).toEqual([6, 6]);
    expect(girls.expected).toBeCloseTo((6 * 6) / 38, 12);
  });
});

describe('measureCoverage(data, windows)', () => {
  test('counts every pupil on roll of every class and subject once', () => {
    const input = agendaWorld(
      classOf(30, (index) => (index === 0 ? { absent: true } : index === 1 ? { noRows: true } : {})),
    );
    const [row, ...others] = measureCoverage(input.data, currentWindows(input.data));
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      school: 'Oak',
      class: '4K',
      subject: 'reading',
      onRoll: 30,
      notEntered: 1,
      currentWindow: 'dec26',
    });
    expect(row.byStatus).toMatchObject({ valid: 28, absent: 1, floor: 0 });
  });

  test('leaves out who has left: a class is as large as it is now', () => {
    const { data } = agendaWorld(classOf(30));
    const leftOnDay = new Float64Array(30).fill(NaN);
    leftOnDay[4] = Date.UTC(2026, 6, 20) / 86_400_000;
    const pupils = { ...data.pupils, leftOnDay };
    const [row] = measureCoverage({ ...data, pupils }, currentWindows(data));
    expect(row.onRoll).toBe(29);
  });
});

test('the tables have exactly the columns of the schema, in its order, and as many rows as they say', () => {
  const input = agendaWorld(classOf(30, (index) => (index < 3 ? { met: slower } : {})));
  const agenda = buildAgenda(input);
  const tables = {
    agenda: agendaTable(input.data, agenda, Array<string>(agenda.count).fill('.')),
    groups: groupsTable(measureGroups(input)),
    equity: equityTable(measureEquity(input.data, agenda)),
    coverage: coverageTable(measureCoverage(input.data, currentWindows(input.data))),
    lists: listsTable(measureLists(input.data, agenda, input.byLuck)),
  };
  for (const [name, table] of Object.entries<RunTable>(tables)) {
    expect(table.name).toBe(name);
    const schema = runSchema[name as keyof typeof tables];
    expect(Object.keys(table.columns)).toEqual(Object.keys(schema));
    for (const [column, { type }] of Object.entries(schema)) {
      expect(table.columns[column].type).toBe(type);
      expect(table.columns[column].values).toHaveLength(table.rows);
    }
  }
});
