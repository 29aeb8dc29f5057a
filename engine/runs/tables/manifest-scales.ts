import type { AssessmentData } from '../../tables/assessment-data.ts';
import { byCodeUnit } from '../../tables/text-column.ts';
import type { ManifestScale } from '../../tables/run-content.ts';

/** The scales of a run as its manifest states them: one entry a subject and scale that at least one result uses. */
export function manifestScales({ results, scales, subjects }: AssessmentData): ManifestScale[] {
  const used = new Set<string>();
  const stated: ManifestScale[] = [];
  for (let row = 0; row < results.count; row++) {
    const scale = scales[results.scale[row]];
    if (!scale) continue;
    const key = `${results.subject[row]} ${results.scale[row]}`;
    if (used.has(key)) continue;
    used.add(key);
    stated.push({
      scale: scale.scale,
      subject: subjects[results.subject[row]],
      class: scale.class,
      unit: scale.unit,
      min: orNull(scale.min),
      max: orNull(scale.max),
      higherIsBetter: scale.higherIsBetter,
      grades: scale.grades,
    });
  }
  return stated.sort((a, b) => byCodeUnit(a.subject, b.subject) || byCodeUnit(a.scale, b.scale));
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
