import type { Conversion } from '../conversion/conversion.ts';
import { sureEnough, type Guess, type Mapping } from '../mapping/mapping.ts';
import { measuresInConflict } from './measures-in-conflict.ts';

/**
 * Where one sitting gives several results of a subject, asks once which kind is followed, for all subjects with the same kinds, and
 * enters the proposal in the mapping. Nothing is asked where only one kind stands for itself (a score beside its age), or where
 * it has been answered before.
 */
export function proposeMeasures(conversion: Conversion, mapping: Mapping, file: string): Guess[] {
  const open = [...measuresInConflict(conversion)].filter(([subject, measures]) => {
    const followed = mapping.measures?.[subject];
    return followed === undefined || !measures.some(({ label }) => label === followed);
  });
  const alike = Map.groupBy(open, ([, measures]) => JSON.stringify(measures.map(({ label }) => label)));
  return [...alike.values()].map((group) => {
    const subjects = group.map(([subject]) => subject);
    const [, measures] = group[0];
    const [{ label }] = measures;
    mapping.measures = { ...mapping.measures, ...Object.fromEntries(subjects.map((subject) => [subject, label])) };
    const isSure = measures.filter(({ isBeside }) => !isBeside).length < 2;
    const shown = withoutCommon(measures.map((one) => one.label));
    return {
      file,
      of: `${subjects.join(', ')}: ${shown.join(', ')}`,
      as: `${shown[0]} is followed, the others are kept apart`,
      reason: isSure
        ? 'the others stand beside it'
        : 'one sitting gives several results; one kind is followed from term to term',
      confidence: isSure ? sureEnough + 0.05 : 0.6,
      choices: measures.map((one, at) => ({ value: one.label, label: shown[at] })),
      at: ['measures', ...subjects],
    };
  });
}

/** Labels without the parts that all of them begin with. */
function withoutCommon(labels: readonly string[]): string[] {
  const [first] = labels[0].split(' · ');
  const isCommon = labels.every((label) => label.startsWith(`${first} · `));
  return labels.map((label) => (isCommon ? label.slice(first.length + 3) : label) || 'not named');
}
