import { scoreOfText } from '../../../engine/index.ts';
import type { OwnScale } from '../../records/areas/area-scales.ts';

export interface ScaleForm {
  readonly name: string;
  readonly higher: string;
  readonly min: string;
  readonly max: string;
  readonly reliability: string;
  readonly deviation: string;
  readonly stated: string;
}

/** A scale as a form states it, or what is wrong with the form, by box. */
export function ownScaleOf(
  form: ScaleForm,
): { readonly own: OwnScale } | { readonly faults: Readonly<Record<string, string>> } {
  const name = form.name.trim();
  const [min, max] = [scoreOfText(form.min), scoreOfText(form.max)];
  const [reliability, deviation] = [statedNumber(form.reliability), statedNumber(form.deviation)];
  const faults: Record<string, string> = {};
  if (name === '') faults['name'] = 'Name the scale as it is called in school.';
  if (form.higher !== 'more-difficulty' && form.higher !== 'better')
    faults['higher'] = 'Say what a higher score means: without it no change can be read.';
  if (Number.isNaN(min)) faults['min'] = 'Write the lowest score the scale can give, as a number.';
  if (Number.isNaN(max)) faults['max'] = 'Write the highest score the scale can give, as a number.';
  else if (max <= min) faults['max'] = 'The highest score is above the lowest one.';
  if (reliability !== null && !(reliability > 0 && reliability < 1))
    faults['reliability'] = 'A reliability lies between 0 and 1, as 0.85. Leave it empty where none is stated.';
  if (deviation !== null && !(deviation > 0))
    faults['deviation'] = 'The spread (standard deviation) is a number above 0. Leave it empty where none is stated.';
  if ((reliability === null) !== (deviation === null))
    faults[reliability === null ? 'reliability' : 'deviation'] ??=
      'Reliability and spread are stated together, or neither.';
  if (reliability !== null && form.stated.trim() === '')
    faults['stated'] = 'Say where reliability and spread are stated: a handbook, a page.';
  if (Object.keys(faults).length > 0) return { faults };
  return {
    own: {
      name,
      higher: form.higher === 'better' ? 'better' : 'more-difficulty',
      min,
      max,
      whole: false,
      reliability,
      standardDeviation: deviation,
      source: form.stated.trim(),
    },
  };
}

/** Null for an empty box; NaN for what is no number. */
function statedNumber(text: string): number | null {
  return text.trim() === '' ? null : scoreOfText(text);
}
