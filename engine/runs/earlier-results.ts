import type { EarlierResults } from '../tables/earlier-results.ts';
import type { PublishedRun } from './published-run.ts';

/**
 * The results a run was made of, so that next term’s files need to bring the new window only. A subject whose results stand on
 * several scales is left out: the run does not say which result is on which.
 */
export async function earlierResults(run: PublishedRun): Promise<EarlierResults> {
  const { windows, scales } = run.manifest;
  const bySubject = Map.groupBy(scales, ({ subject }) => subject);
  const scaleOf = Object.fromEntries(
    [...bySubject].flatMap(([subject, stated]) => (stated.length === 1 ? [[subject, stated[0]]] : [])),
  );
  const rows = await run.rows('trajectories', { columns: ['pupil_id', 'subject', 'window', 'score', 'status'] });
  const pupils = await run.rows('agenda', { columns: ['pupil_id', 'school'] });
  const schoolOf = new Map(pupils.map((row) => [row.pupil_id, row.school]));
  return {
    windows,
    scaleOf,
    results: rows
      .map((row) => ({
        pupilId: row.pupil_id,
        school: schoolOf.get(row.pupil_id) ?? '',
        subject: row.subject,
        window: row.window,
        score: row.score ?? '',
        status: row.status,
      }))
      .filter(({ subject }) => Object.hasOwn(scaleOf, subject)),
  };
}
