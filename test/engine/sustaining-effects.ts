import { readFileSync } from 'node:fs';
import type { AssessmentData } from '../../engine/tables/assessment-data.ts';
import { smallData } from './small-data.ts';

/** The real sample as typed columns, read without the engine's own reader. Its fields hold no comma and no quote. */
export function sustainingEffects(): AssessmentData {
  return smallData({
    pupils: rows('pupils').map((row) => ({
      pupil_id: row.pupil_id,
      school: row.school,
      year_group: row.year_group,
      sex: row.sex,
    })),
    windows: rows('windows').map((row) => ({ window: row.window, date: row.date })),
    results: rows('assessments').map((row) => ({
      pupil_id: row.pupil_id,
      subject: row.subject,
      window: row.window,
      score: Number(row.score),
      scale: row.scale,
      year_group: row.year_group,
    })),
    scales: [{ scale: 'ses-mathematics', class: 'vertical' }],
  });
}

function rows(table: string): Record<string, string>[] {
  const path = new URL(`../../data-samples/sustaining-effects/${table}.csv`, import.meta.url);
  const [head, ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index], cell])));
}
