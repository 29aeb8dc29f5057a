import type { CriteriaSettings } from '../../criteria/index.ts';
import { criterionWords } from './index.ts';

/** The settings of a run that decide who is listed: the part of its policy that is told. */
export interface IdentificationSettings {
  readonly profile?: 'short-list' | 'usual' | 'long-list';
  readonly baseline: {
    readonly rule: 'year-before' | 'year-start' | 'key-stage-start' | 'window';
    readonly targetWeeks: number;
    readonly minimumWeeks: number;
  };
  readonly reference: 'cohort' | 'pooled' | 'norms';
  readonly peers: { readonly minimum: number; readonly warn: number };
  readonly criteria: Omit<CriteriaSettings, 'minimumPeers'>;
  readonly list: { readonly capacity: number };
  readonly suppression: { readonly minimum: number };
}

/** A setting and what it means, to stand in two columns. */
export type ToldSetting = readonly [what: string, means: string];

/** How a run identifies pupils, setting by setting, in plain words. */
export function identificationWords(settings: IdentificationSettings): {
  readonly questions: readonly ToldSetting[];
  readonly rules: readonly ToldSetting[];
} {
  const { criteria, peers, list, suppression } = settings;
  return {
    questions: Object.values(criterionWords).map(({ asks }) => asks(criteria)),
    rules: [
      [
        '“Likely”',
        `at least ${inHundred(criteria.met)} chances in 100, after allowing for good and bad days on a test`,
      ],
      ['“No sign of it”', `at most ${inHundred(criteria.notMet)} chances in 100, and the results tell enough`],
      ['“Cannot say”', 'everything between, or too little to go on. Cannot say is an honest answer, not a problem.'],
      ['The baseline', baselineWords(settings.baseline)],
      ['Who is compared', referenceWords[settings.reference]],
      ['Pupils compared', `at least ${peers.minimum}; fewer than ${peers.warn} gets a warning`],
      [
        'The list',
        `up to ${list.capacity} pupils of a class to discuss first, the clearest signs of a slow-down before others; never filled up`,
      ],
      ...(settings.profile && settings.profile !== 'usual' ? [profileWords[settings.profile]] : []),
      ['Small groups', `figures for groups of fewer than ${suppression.minimum} pupils are not shown`],
    ],
  };
}

const referenceWords: Readonly<Record<IdentificationSettings['reference'], string>> = {
  cohort: 'all pupils of the same year group who took the same test with this school or trust',
  pooled: 'the same, and the same year group of earlier years',
  norms: 'a larger group, saved beforehand and the same for everybody',
};

const profileWords: Readonly<Record<'short-list' | 'long-list', ToldSetting>> = {
  'short-list': ['Length of the lists', 'short: more certainty is asked for, and fewer pupils are listed'],
  'long-list': ['Length of the lists', 'long: less certainty is asked for, and more pupils are listed'],
};

function baselineWords({ rule, targetWeeks, minimumWeeks }: IdentificationSettings['baseline']): string {
  const apart = `never nearer than ${minimumWeeks} weeks`;
  if (rule === 'year-start') return `the first result of the school year, ${apart}`;
  if (rule === 'key-stage-start') return `the first result of the key stage, ${apart}`;
  if (rule === 'window') return `the result of a window chosen by the school, ${apart}`;
  return `the result nearest to ${targetWeeks} weeks before the newest one, ${apart}`;
}

function inHundred(probability: number): number {
  return Math.round(100 * probability);
}
