import type { OpenReason } from '../../tables/run-content.ts';

/** Which questions the data of a run can answer at all; `{question}` is “Slower than before?”. */
export const questionTemplates = {
  many: '“{question}” can be answered for about {answered} of 100 results.',
  few: '“{question}” can be answered for only about {answered} of 100 results: {because}.',
  none: '“{question}” cannot be answered yet: {because}.',
  from: 'If tests go on as now, it can be answered for about {later} of 100 pupils who sit them all from {month}.',
  notSoon: 'If tests go on as now, that will hardly change within two years.',
  because: {
    'too-close-to-call': 'most are too close to call',
    'too-imprecise': 'most results tell too little of it so far',
    'no-baseline': 'most often there is no earlier result to compare with',
    'no-earlier-window': 'it needs results from at least {months} months before the baseline',
    'windows-too-close': 'the tests are too close together',
    'too-few-peers': 'too few pupils can be compared',
    'not-measured': 'most pupils have no result this time',
    'changed-test': 'the tests have changed',
    'at-floor': 'most scores are at the bottom of the test',
    'at-ceiling': 'most scores are at the top of the test',
    'only-bands': 'most results are in broad bands',
    'out-of-year': 'most pupils sat another year group’s test',
  } satisfies Record<OpenReason, string>,
} as const;
