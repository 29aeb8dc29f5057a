import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { needTypes } from '../../../server/records/register/pupil-needs.ts';
import { planTemplates } from '../../../server/records/plans/plan-templates.ts';
import { starterTemplates } from '../../../server/html/plans/starter-templates.ts';
import { bannedWordsIn } from '../../../engine/words/kit/banned-words.ts';
import { planVersions } from '../../../server/records/plans/plan-versions.ts';
import { startPlan, supportPlans } from '../../../server/records/register/support-plans.ts';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { planForms } from '../people/addresses.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { testApp, type TestApp } from '../signed-in.ts';
import { visitor, type Visitor } from '../visitor.ts';

const school = 'Oak Primary';
let server: TestApp;
let senco: Visitor;
let pupilId: string;
let url: string;
let clock = new Date('2026-12-10T09:00:00Z');
beforeAll(async () => {
  server = await testApp({ now: () => clock }, fixtureRun({ classes: ['4J', '4K'], pupils: 40 }));
  senco = visitor(server.app, { cookie: await server.signIn('senco', { school }) });
});
afterAll(() => server.app.close());
let last = 0;
/** A pupil of whom nobody has written. */
async function nextPupil(): Promise<void> {
  last += 1;
  pupilId = fixturePupil(school, '4K', last);
  url = `/plans/${await pupilKeyOf(server, pupilId)}`;
}
beforeEach(async () => {
  clock = new Date('2026-12-10T09:00:00Z');
  await nextPupil();
});

const textOf = (page: string) =>
  page
    .slice(page.indexOf('<main'))
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');
const plan = { ...planForms['plan'].body, plan: '', version: '0' };
const review = planForms['review'].body;
const plans = () => supportPlans(server.record, { school, pupilId });
const send = (step: string, form: Record<string, string>, who = senco) => who.send(`${url}/${step}`, form, url);

async function started(more: Record<string, string> = {}) {
  expect((await send('plan', { ...plan, ...more })).status).toBe(303);
  const row = (await plans()).at(-1)!;
  return { plan: row.plan_id, version: String(row.version) };
}

describe('a plan', () => {
  test('holds outcomes with measure, baseline and aim, strategies and voices; its review what came of each; the next is cycle 2', async () => {
    const stamp = await started({ outcome_2: 'asks for help', measure_2: 'tally', baseline_2: '1', aim_2: '5' });
    const shown = textOf((await senco.get(url)).body);
    expect(shown).toContain('Cycle 1: 10 December 2026, review 10 March 2027');
    expect(shown).toMatch(/reads on words a minute 40 60 .*asks for help tally 1 5/);
    expect(shown).toContain('now and next board');
    expect(shown).toContain('No view: asked for Friday');
    expect(shown).toMatch(/What the results say of this time .*No result since it began yet\./);
    clock = new Date('2027-03-10T09:00:00Z');
    const reviewed = { ...review, ...stamp, reviewed_on: '2027-03-10', result_2: '4', effect_2: 'as hoped' };
    expect((await send('review', reviewed)).status).toBe(303);
    const after = textOf((await senco.get(url)).body);
    expect(after).toContain('Cycle 1: 10 December 2026 to 10 March 2027: partly');
    expect(after).toMatch(/reads on words a minute 40 60 52 partly asks for help tally 1 5 4 as hoped/);
    expect(after).toContain('What the results say of this time');
    expect(bannedWordsIn(after)).toEqual([]);
    await started({ start_on: '2027-03-11', review_on: '2027-07-01' });
    expect(textOf((await senco.get(url)).body)).toContain('Cycle 2: 11 March 2027');
  });

  test.each([
    ['no outcome', { outcome_1: '', measure_1: '', baseline_1: '', aim_1: '' }, 'No outcome is there'],
    ['a measure without an outcome', { measure_3: 'tally' }, 'Outcome 3 has a measure and no words'],
    ['an end before the start', { review_on: '2026-12-09' }, 'The review comes after the start, 10 December 2026'],
    ['a time that is not fixed', { review_on: '2028-03-10' }, 'give a review within a year'],
    ['1900', { start_on: '1900-01-01' }, 'The start is before 1 January 2000: correct the year.'],
    ['2999', { review_on: '2999-01-01' }, 'The day of the review is after 10 December 2029: correct the year.'],
    ['no day', { start_on: '2026-02-30' }, 'The start is not a day in the calendar'],
    ['no view of the pupil', { pupil_view: '' }, 'The pupil’s view is missing: write it, or why there is none.'],
    ['no view of home', { home_view_absent: ' ' }, 'The view of home is missing'],
  ])('with %s is refused by a sentence, and nothing that was typed is lost', async (_what, fields, sentence) => {
    const answer = await send('plan', { ...plan, ...fields });
    expect(answer.status).toBe(422);
    expect(textOf(answer.body)).toContain(sentence);
    expect(answer.body).toContain('now and next board');
    for (const [name, value] of Object.entries(fields))
      if (value.trim() !== '') expect(answer.body).toMatch(new RegExp(`id="${name}"[^>]*value="${value}"`));
    expect(await plans()).toEqual([]);
  });

  test.each([
    ['before its plan', { reviewed_on: '2026-12-09' }, 'The plan began on 10 December 2026'],
    ['in the future', { reviewed_on: '2026-12-11' }, 'This day has not come'],
    ['without what came of an outcome', { effect_1: '' }, 'Say what came of outcome 1'],
    ['without what came of it all', { effect: '' }, 'Say whether the plan had the effect hoped for.'],
    ['without the pupil', { pupil_says: '' }, 'The pupil’s view is missing'],
  ])('is not reviewed %s', async (_what, fields, sentence) => {
    const stamp = await started();
    const answer = await send('review', { ...review, ...stamp, ...fields });
    expect(answer.status).toBe(422);
    expect(textOf(answer.body)).toContain(sentence);
    expect(answer.body).toContain('reads at home');
    expect((await plans())[0].reviewed_on).toBeNull();
  });

  test('is not written over by the second of two who change it, and what they typed is in the boxes', async () => {
    const stamp = await started();
    expect((await send('plan', { ...plan, ...stamp, strategies: 'first of two' })).status).toBe(303);
    const second = await send('plan', { ...plan, ...stamp, strategies: 'second of two' });
    expect(second.status).toBe(422);
    expect(textOf(second.body)).toContain('Somebody else has changed this plan meanwhile');
    expect(second.body).toMatch(/id="strategies"[\s\S]*?second of two/);
    expect((await plans())[0].strategies).toBe('first of two');
    // The form that came back is saved on top of what stands there.
    const version = /name="version" value="(\d+)"/.exec(second.body.slice(second.body.indexOf(`${url}/plan`)))![1];
    expect((await send('plan', { ...plan, plan: stamp.plan, version, strategies: 'second of two' })).status).toBe(303);
    expect((await plans())[0].strategies).toBe('second of two');
  });

  test('keeps every version with who changed what; the last save is taken back within ten minutes, a review and a start too', async () => {
    const stamp = await started();
    await send('plan', { ...plan, ...stamp, outcome_1: 'reads far on' });
    expect((await send('undo', { plan: stamp.plan, version: '2' })).status).toBe(303);
    expect((await plans())[0]).toMatchObject({ hoped_for: 'reads on', version: 3 });
    await send('review', { ...review, plan: stamp.plan, version: '3' });
    expect((await plans())[0].effect).toBe('partly');
    expect((await send('undo', { plan: stamp.plan, version: '4' })).status).toBe(303);
    expect((await plans())[0]).toMatchObject({ effect: null, reviewed_on: null, came_of_it: null, version: 5 });
    const page = textOf((await senco.get(url)).body);
    expect(page).toMatch(/S\. Khan: changed outcomes\. Before, outcomes: reads on · words a minute · 40 · 60/);
    clock = new Date('2026-12-10T09:11:00Z');
    expect((await send('undo', { plan: stamp.plan, version: '5' })).status).toBe(422);
    await nextPupil();
    const other = pupilId;
    expect((await send('plan', plan)).status).toBe(303);
    const [begun] = await supportPlans(server.record, { school, pupilId: other });
    expect((await send('undo', { plan: begun.plan_id, version: '1' })).status).toBe(303);
    expect(await supportPlans(server.record, { school, pupilId: other })).toEqual([]);
    const kept = await planVersions(server.record, { school, pupilId: other });
    expect(kept.map(({ content }) => content?.hoped_for ?? null)).toEqual(['reads on', null]);
  });

  test('a review that is undone does not put a second plan beside the one that has begun since', async () => {
    const stamp = await started();
    await send('review', { ...review, ...stamp });
    await started({ outcome_1: 'next' });
    expect((await send('undo', { plan: stamp.plan, version: '2' })).status).toBe(422);
    expect((await plans()).map(({ reviewed_on }) => reviewed_on)).toEqual(['2026-12-10', null]);
  });

  test('a class teacher reads the plans of the own class and writes what is done in the classroom, nothing else', async () => {
    const stamp = await started();
    const own = { school, classes: [[school, '4K']] as const };
    const teacher = visitor(server.app, { cookie: await server.signIn('teacher', own) });
    const page = (await teacher.get(url)).body;
    expect(textOf(page)).toContain('reads on');
    expect(page).toContain(`${url}/strategies`);
    expect(page).not.toContain(`action="${url}/review"`);
    expect((await send('strategies', { ...stamp, strategies: 'sits in front' }, teacher)).status).toBe(303);
    expect((await plans())[0]).toMatchObject({ strategies: 'sits in front', hoped_for: 'reads on' });
    expect((await send('plan', { ...plan, ...stamp }, teacher)).status).toBe(403);
    expect((await send('review', { ...review, ...stamp }, teacher)).status).toBe(403);
    const elsewhere = { school, classes: [[school, '4J']] as const };
    const other = visitor(server.app, { cookie: await server.signIn('teacher', elsewhere) });
    expect((await other.get(url)).status).toBe(404);
  });

  test('is printed for parents on its own, with what everyone says and no figure of the results', async () => {
    await started();
    const page = (await senco.get(`${url}/print`)).body;
    const printed = textOf(page);
    expect(printed).toMatch(/Plan 1, from 10 December 2026\. We meet to review it on 10 March 2027\./);
    expect(printed).toContain('We see it by: words a minute.');
    expect(printed).toContain('Agreed by: parent or carer');
    expect(printed).not.toMatch(/of 100|percentile|\d %/);
    expect((await senco.get(`${url}/print?plan=none`)).status).toBe(400);
  });

  test('begins with a starting point of each broad area, which a school makes its own', async () => {
    const areas = starterTemplates.map(({ need }) => (need === '' ? 'sensory or physical' : needTypes[need][1]));
    expect(new Set(areas)).toEqual(
      new Set(Object.values(needTypes).flatMap(([, area]) => (area === '' ? [] : [area]))),
    );
    for (const { name, outcomes, strategies, provision } of starterTemplates) {
      const words = [name, strategies, provision, ...outcomes.flatMap(({ outcome, measure }) => [outcome, measure])];
      expect(words.filter((one) => one === '' || bannedWordsIn(one).length > 0)).toEqual([]);
    }
    const filled = (await senco.get(`${url}?template=starter-reading`)).body;
    expect(filled).toContain('value="Reads a short text aloud with few errors"');
    const page = `/plan-templates?school=${encodeURIComponent(school)}`;
    const offered = (await senco.get(`${page}&template=starter-reading`)).body;
    expect(offered).toContain('name="template" value=""');
    expect(offered).toContain('value="Reads a short text aloud with few errors"');
    // Nothing is the school's before a person saves it.
    expect(await planTemplates(server.record, school)).toEqual([]);
  });

  test('begins with a template that a school edits; one that is offered no more fills in nothing', async () => {
    const content = { school, template: '', version: '0', need: 'SLCN', provision: 'daily talk' };
    const form = {
      ...content,
      name: 'Talk',
      strategies: 'time to answer',
      outcome_1: 'asks in class',
      measure_1: 'tally',
    };
    const page = `/plan-templates?school=${encodeURIComponent(school)}`;
    expect((await senco.send('/plan-templates', { ...form, name: ' ' }, page)).status).toBe(422);
    expect((await senco.send('/plan-templates', form, page)).status).toBe(303);
    const id = /template=([0-9a-f-]{36})/.exec((await senco.get(page)).body)![1];
    const filled = (await senco.get(`${url}?template=${id}`)).body;
    expect(filled).toMatch(/id="outcome_1"[^>]*value="asks in class"/);
    expect(filled).toMatch(/id="strategies"[\s\S]*?time to answer/);
    const changed = { ...form, template: id, version: '1', outcome_1: 'asks a friend' };
    expect((await senco.send('/plan-templates', changed, page)).status).toBe(303);
    const late = await senco.send('/plan-templates', { ...changed, outcome_1: 'asks nobody' }, page);
    expect(late.status).toBe(422);
    expect(late.body).toContain('asks nobody');
    await senco.send('/plan-templates', { ...changed, version: '2', retired: 'yes' }, page);
    expect((await senco.get(url)).body).not.toContain(id);
  });
});

test('a plan begun with lines of text has an outcome for each line', async () => {
  const by = { personId: 'p', at: clock };
  const begun = {
    start_on: '2026-12-10',
    review_on: '2027-03-10',
    hoped_for: 'reads on\nasks\n',
    provision: 'partner',
  };
  await startPlan(server.record, { school, pupilId }, begun, by);
  const page = textOf((await senco.get(url)).body);
  expect(page).toMatch(/reads on – – – asks – – –/);
  expect(page).toContain('partner');
});
