import { expect, test } from 'vitest';
import type { SampleRun } from './sample-run.ts';

/** At the best end of a scale there is nothing better to come: nobody there is said to be slower. */
export function bestEndIsTrue(runs: () => readonly SampleRun[]): void {
  test('nobody is listed for a rating of 0 to 2 difficulties of 40, and the sentence says that it is the best end', () => {
    const run = runs().find(({ name }) => name === 'oakfield-trust')!;
    const best = new Set(
      run
        .rows('growth')
        .filter(({ subject, score_value }) => subject === 'social development' && (score_value ?? 40) <= 2)
        .map(({ pupil_id }) => pupil_id),
    );
    expect(best.size).toBeGreaterThan(300);
    const rows = run.rows('criteria').filter((row) => row.subject === 'social development' && best.has(row.pupil_id));
    expect(rows.filter(({ verdict }) => verdict === 'met')).toEqual([]);
    const open = rows.filter(({ reason }) => reason === 'at-ceiling');
    expect(open.length).toBeGreaterThan(50);
    for (const { sentence, probability, likelihood } of open) {
      expect(sentence).toContain('The rating is at its best end or close to it');
      expect([probability, likelihood]).toEqual([null, 'cannot say']);
    }
    const why = run.rows('agenda').filter(({ pupil_id }) => best.has(pupil_id));
    expect(why.filter(({ subjects }) => subjects?.includes('social development'))).toEqual([]);
  });
}
