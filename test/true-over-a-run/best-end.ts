import { expect, test } from 'vitest';
import { loadRun } from '../../server/runs/loaded-run.ts';
import { comparisonWords } from '../../server/runs/pupils/comparison-words.ts';
import { criterionCell } from '../../server/runs/pupils/criterion-cell.ts';
import { listedPupil } from '../../server/runs/pupils/listed-pupils.ts';
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
    const loaded = loadRun({ ...run, id: run.name }, 'secret');
    const names = { version: 1, of: () => ({ full: '', short: '', forename: '' }) } as never;
    for (const { pupil_id, criterion } of open) {
      const pupil = listedPupil(loaded, names, loaded.agendaRow(pupil_id)!);
      const evidence = pupil.evidence.find(({ subject }) => subject === 'social development')!;
      const cell = criterionCell(criterion, evidence, comparisonWords(loaded, pupil, evidence))!;
      expect(cell.answer).toBe('cannot say: best end of the rating');
      // No figure follows a sentence that says that nothing can be read from it.
      expect(cell.sentences.join(' ')).not.toMatch(/Of 100 pupils|slower than before|worse than/);
    }
    const why = run.rows('agenda').filter(({ pupil_id }) => best.has(pupil_id));
    expect(why.filter(({ subjects }) => subjects?.includes('social development'))).toEqual([]);
  });
}
