/**
 * How long a school's register of 500 pupils takes to open, each with an entry, a need, a plan and provision, after a write of
 * somebody else every time, so that nothing remembered helps. Prints median and longest, in ms, and the processor time of all threads, which a busy machine leaves alone.
 *
 *     node test/bench/register.ts            npm run bench:register
 */
import { enterTogether } from '../../server/records/register/enter-together.ts';
import { startPlan } from '../../server/records/register/support-plans.ts';
import { setNeeds } from '../../server/records/register/pupil-needs.ts';
import { fixturePupil, fixtureRun } from '../server/fixture-run.ts';
import { testApp } from '../server/signed-in.ts';

const school = 'Oak Primary';
const classes = Array.from({ length: 20 }, (_, place) => `${1 + (place % 6)}${'ABCD'[Math.floor(place / 6)]}`);
const perClass = 30;
const onRegister = 500;
const times = 40;
const warmUp = 5;

const server = await testApp({}, fixtureRun({ schools: [school], classes, pupils: perClass }));
const deed = { personId: 'local', at: new Date('2026-12-10T09:00:00Z') };
const told = { decided_by: 'z', told_on: '2026-01-01', told_by: 'z', told_how: '' };
const entry = { status: 'K', from_on: '2026-01-10', difficulty: 'hears little', provision: 'small group', ...told };
const pupils = Array.from({ length: onRegister }, (_, n) => ({
  school,
  pupilId: fixturePupil(school, classes[n % 20], 1 + Math.floor(n / 20)),
}));
await enterTogether(
  server.record,
  pupils.map((pupil) => ({ pupil, entry, needs: [{ need: 'SLCN', note: 'needs pictures' }] })),
  deed,
);
const plan = { start_on: '2026-09-05', review_on: '2027-01-10', hoped_for: 'reads on at home', provision: 'partner' };
for (const pupil of pupils) await startPlan(server.record, pupil, plan, deed);
const cookie = await server.signIn('senco', { school });

for (const [name, url] of [
  ['all of them', '/register'],
  ['narrowed and sorted', '/register?show=no-plan&sort=-since'],
  ['one pupil of it', '/register?class=1A'],
] as const) {
  const spent: number[] = [];
  let cpu = 0;
  for (let round = 0; round < times; round += 1) {
    await setNeeds(server.record, pupils[0], [{ need: 'SLCN', note: `round ${round}` }], deed);
    const started = performance.now();
    const before = process.cpuUsage();
    const { statusCode, body } = await server.app.inject({ url, headers: { cookie } });
    spent.push(performance.now() - started);
    const { user, system } = process.cpuUsage(before);
    if (round >= warmUp) cpu += (user + system) / 1000;
    if (statusCode !== 200 || !body.includes('shown.')) throw new Error(`${url}: ${statusCode}`);
  }
  const ordered = spent.slice(warmUp).toSorted((a, b) => a - b);
  console.log(
    `${name.padEnd(22)} median ${ordered[Math.floor(ordered.length / 2)].toFixed(0)} ms, longest ${ordered.at(-1)!.toFixed(0)} ms, of the processor ${(cpu / ordered.length).toFixed(0)} ms each`,
  );
}
await server.app.close();
