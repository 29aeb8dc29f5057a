import { expect, test } from 'vitest';
import { ehcDue } from '../../../../server/records/higher/ehc-due.ts';
import { ehcStanding } from '../../../../server/records/higher/ehc-standing.ts';
import type { EhcStepRow, StepKind } from '../../../../server/records/higher/ehc-steps.ts';
import { whyNotStep } from '../../../../server/records/higher/why-not-step.ts';

/** Rows of one pupil: `[kind, day]`, or `['undone', the step's number]`. */
function rows(...steps: readonly (readonly [StepKind, string] | readonly ['undone', number])[]): EhcStepRow[] {
  return steps.map(([kind, of], at) => ({
    step_id: String(at + 1),
    school: 'Oak Primary',
    pupil_id: 'p1',
    place: at + 1,
    kind,
    on_day: typeof of === 'string' ? of : '2026-01-01',
    by_whom: 'the authority',
    detail: '',
    outcomes: kind === 'final' ? 'reads a page aloud\nasks for help' : '',
    undoes: typeof of === 'number' ? String(of) : null,
    written_at: '2026-01-01T09:00:00.000Z',
    written_by: 'senco',
  }));
}

const due = (steps: EhcStepRow[], { today = '2026-12-10', yearGroup = '4' } = {}) =>
  ehcDue(ehcStanding(steps).steps, { today, yearGroup }).map(({ code, dueOn, doneOn }) => [code, dueOn, doneOn]);

// By hand, on a calendar: Monday 7 September 2026 and the Mondays 6, 16 and 20 weeks later.
test('ehcDue(steps) counts 6, 16 and 20 weeks from the day on which the authority received the request', () => {
  expect(due(rows(['requested', '2026-09-07']))).toEqual([
    ['assess-decision', '2026-10-19', null],
    ['final-plan', '2027-01-25', null],
  ]);
  const whole = rows(
    ['requested', '2026-09-07'],
    ['assess', '2026-10-26'],
    ['draft', '2026-12-28'],
    ['final', '2027-01-20'],
  );
  expect(due(whole, { today: '2027-02-01' }).slice(0, 3)).toEqual([
    ['assess-decision', '2026-10-19', '2026-10-26'],
    ['plan-decision', '2026-12-28', '2026-12-28'],
    ['final-plan', '2027-01-25', '2027-01-20'],
  ]);
});

test('ehcDue(steps) awaits no plan after a refusal, and counts no weeks after an appeal', () => {
  expect(due(rows(['requested', '2026-09-07'], ['no-assess', '2026-10-12']))).toEqual([
    ['assess-decision', '2026-10-19', '2026-10-12'],
  ]);
  expect(due(rows(['requested', '2026-09-07'], ['no-assess', '2026-10-12'], ['assess', '2026-12-01']))).toEqual([
    ['assess-decision', '2026-10-19', '2026-10-12'],
  ]);
  expect(
    due(rows(['requested', '2026-09-07'], ['assess', '2026-10-12'], ['no-plan', '2026-12-20'])).map(([code]) => code),
  ).toEqual(['assess-decision', 'plan-decision']);
});

test('ehcDue(steps) has a plan reviewed in each period of twelve months: the last day is that before the date', () => {
  expect(due(rows(['final', '2026-03-10']))).toEqual([['annual-review', '2027-03-09', null]]);
  expect(due(rows(['final', '2028-02-29']), { today: '2028-03-01' })).toEqual([['annual-review', '2029-02-28', null]]);
  const reviewed = rows(['final', '2025-03-10'], ['review-meeting', '2026-02-02'], ['review-maintain', '2026-03-04']);
  expect(due(reviewed)).toEqual([
    ['annual-review', '2027-03-03', null],
    ['review-report', '2026-02-16', null],
    ['review-decision', '2026-03-02', '2026-03-04'],
  ]);
  const amending = rows(['final', '2025-03-10'], ['review-meeting', '2026-02-02'], ['review-amend', '2026-02-27']);
  expect(due(amending).at(-1)).toEqual(['amended-plan', '2026-04-24', null]);
});

test('ehcDue(steps) asks for a review before the next phase: 15 February, or 31 March to post-16', () => {
  const plan = rows(['final', '2026-03-10']);
  const transfer = (today: string, yearGroup: string) =>
    due(plan, { today, yearGroup }).find(([code]) => code === 'phase-transfer')?.[1];
  expect(transfer('2026-12-10', '6')).toBe('2027-02-14');
  expect(transfer('2027-02-01', '6')).toBe('2027-02-14');
  expect(transfer('2026-12-10', '11')).toBe('2027-03-30');
  expect(transfer('2026-12-10', '5')).toBeUndefined();
});

test('ehcStanding(rows) leaves out what was taken back, and says what may come next', () => {
  const standing = ehcStanding(rows(['requested', '2026-09-07'], ['assess', '2026-10-12'], ['undone', 2]));
  expect(standing.steps.map(({ kind }) => kind)).toEqual(['requested']);
  expect(standing).toMatchObject({ state: 'under-way', next: ['assess', 'no-assess', 'withdrawn'] });
  expect(ehcStanding([])).toMatchObject({ state: 'none', next: ['requested', 'final'], outcomes: [] });
  expect(ehcStanding(rows(['final', '2026-03-10'])).outcomes).toEqual(['reads a page aloud', 'asks for help']);
  expect(ehcStanding(rows(['final', '2026-03-10'], ['ceased', '2026-05-10']))).toMatchObject({
    state: 'none',
    outcomes: [],
  });
});

test('whyNotStep(standing, step) refuses days that cannot be, and a decision before its request', () => {
  const requested = ehcStanding(rows(['requested', '2026-09-07']));
  const known = { today: '2026-12-10', bornOn: '2018-03-09', leftOn: null };
  const ask = (kind: StepKind | '', on_day: string, more: object = {}, by_whom = 'the authority') =>
    whyNotStep(requested, { kind, on_day, by_whom }, { ...known, ...more });
  expect(ask('assess', '2026-10-12')).toBeNull();
  expect(ask('', '2026-10-12')).toBe('no-kind');
  expect(ask('draft', '2026-10-12')).toBe('not-next');
  expect(ask('assess', '')).toBe('no-day');
  expect(ask('assess', '2026-12-11')).toBe('to-come');
  expect(ask('assess', '2014-08-31')).toBe('before-act');
  expect(ask('assess', '2017-10-12')).toBe('before-birth');
  expect(ask('assess', '2026-09-06')).toBe('before-last');
  expect(ask('assess', '2026-10-12', { leftOn: '2026-10-01' })).toBe('after-leaving');
  expect(ask('assess', '2026-10-12', {}, '')).toBe('no-person');
  expect(whyNotStep(ehcStanding([]), { kind: 'assess', on_day: '2026-10-12', by_whom: 'x' }, known)).toBe('not-next');
});
