import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/pipeline/analyse.ts';
import { defaultPolicy, resolvePolicy } from '../../../engine/policy.ts';
import { openRun } from '../../../engine/runs/open-run.ts';
import { writeRun } from '../../../engine/runs/write-run.ts';
import type { RunContent } from '../../../engine/tables/run-content.ts';
import type { RowOf } from '../../../engine/tables/run-schema.ts';
import { runRows } from '../../../engine/tables/run-table.ts';
import { simulateWorld } from '../../../engine/worlds/simulate-world.ts';
import { worldAsAssessmentData } from '../../../engine/worlds/world-as-assessment-data.ts';
import { worlds } from '../../../engine/worlds/model/worlds.ts';

const folder = mkdtempSync(join(tmpdir(), 'same-start-previous-'));
afterAll(() => rmSync(folder, { recursive: true }));

// Three terms in a row, each told from the run before it.
const data = worldAsAssessmentData(
  simulateWorld({ ...worlds['trust-3000'].settings, pupils: 700, schoolSizes: [2, 1], outOfYearShare: 0, seed: 5 }),
);
const [firstTerm, secondTerm, thirdTerm] = [-3, -2, -1].map((from) => data.windows.window.at(from)!);
const opened = async (content: RunContent) => openRun(await writeRun(content, folder));
const first = await analyse(data, defaultPolicy, { window: firstTerm });
const second = await analyse(data, defaultPolicy, { window: secondTerm, previous: await opened(first) });
const third = await analyse(data, defaultPolicy, { window: thirdTerm, previous: await opened(second) });

const byPupil = (content: RunContent) => new Map(runRows(content.tables.agenda).map((row) => [row.pupil_id, row]));
const [before, now, later] = [first, second, third].map(byPupil);
const listedNow = (row: RowOf<'agenda'> | undefined) => row?.why_listed?.includes(': ') === true;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('analyse(data, policy, { previous })', () => {
  test('tells who is new, who persists and who has eased; every listed pupil is one of the first two', () => {
    const states = new Map<string, number>();
    for (const [id, row] of now) {
      const was = listedNow(before.get(id));
      if (listedNow(row)) expect(row.state).toBe(was ? 'persisting' : 'new');
      else if (row.state !== null) expect([row.state, was]).toEqual(['eased', true]);
      states.set(String(row.state), (states.get(String(row.state)) ?? 0) + 1);
    }
    // Of 94 listed before, few are clearly back in line a term later.
    for (const [state, fewest] of [
      ['new', 50],
      ['persisting', 50],
      ['eased', 3],
    ] as const)
      expect(states.get(state), state).toBeGreaterThanOrEqual(fewest);
  });

  test('keeps the first listing and its baseline as long as the listing is open, and counts growth from there', () => {
    const growth = runRows(third.tables.growth);
    let checked = 0;
    for (const [id, row] of later) {
      if (row.state !== 'persisting' || now.get(id)?.state !== 'persisting') continue;
      expect(row.first_listed).toBe(firstTerm);
      expect(row.baseline_window).toBe(before.get(id)?.baseline_window);
      const own = growth.filter((each) => each.pupil_id === id).map((each) => each.baseline_window);
      expect(own).toContain(row.baseline_window);
      checked++;
    }
    expect(checked).toBeGreaterThan(10);
  });

  test('who was listed is listed again far more often than others: nobody eases by a low score falling out of view', () => {
    const again = [...now].filter(([id]) => listedNow(before.get(id))).map(([, row]) => Number(listedNow(row)));
    const others = [...now].filter(([id]) => !listedNow(before.get(id))).map(([, row]) => Number(listedNow(row)));
    expect(mean(again)).toBeGreaterThan(3 * mean(others));
  });

  test('the usual rebound of those listed before is on average what they do', () => {
    const rows = runRows(second.tables.growth).filter((row) => row.rebound_points !== null);
    expect(rows.length).toBeGreaterThan(80);
    for (const { pupil_id } of rows) expect(listedNow(before.get(pupil_id))).toBe(true);
    // Standardised scales only: on one that grows with age both hold a term's growth.
    const standard = rows.filter((row) => row.subject !== 'mathematics');
    const usual = mean(standard.map((row) => Number(row.rebound_usual_points)));
    const came = mean(standard.map((row) => Number(row.rebound_points)));
    expect(usual).toBeGreaterThan(0.5);
    // Standard error of the mean of so many changes, pupils with two subjects counted once.
    const spread = Math.sqrt(mean(standard.map((row) => (Number(row.rebound_points) - came) ** 2)));
    expect(Math.abs(came - usual)).toBeLessThan((3 * spread) / Math.sqrt(standard.length / 2));
    expect(runRows(first.tables.growth).every((row) => row.rebound_points === null)).toBe(true);
  });

  test('a policy that counts from the key stage’s start has no baseline before it', async () => {
    const policy = resolvePolicy({ baseline: { rule: 'key-stage-start' } });
    const run = await analyse(data, policy);
    const windows = new Map(data.windows.window.map((name, w) => [name, data.windows.day[w]]));
    const cohortOf = new Map(data.pupils.pupilId.map((id, p) => [id, data.pupils.yearGroup.values[data.pupils.yearGroup.codes[p]]])); // prettier-ignore
    const baselines = runRows(run.tables.growth).filter((row) => row.baseline_window !== null);
    expect(baselines.length).toBeGreaterThan(300);
    const september = (year: number) => Date.UTC(year, 8, 1) / 86_400_000;
    const last = new Date(data.windows.day[data.windows.count - 1] * 86_400_000);
    const year = last.getUTCFullYear() - (last.getUTCMonth() < 8 ? 1 : 0);
    for (const row of baselines) {
      // Years 3 to 6 are one key stage.
      const since = september(year - (Number(cohortOf.get(row.pupil_id)) - 3));
      expect(windows.get(String(row.baseline_window))).toBeGreaterThanOrEqual(since);
    }
  });
});
