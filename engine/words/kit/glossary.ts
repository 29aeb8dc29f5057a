/** A term of the pages: its name and, in a sentence or two, what it means. */
export interface GlossaryEntry {
  readonly term: string;
  readonly meaning: string;
}

/** Every term that a page links to, in the order in which one needs them; keys stand in addresses. */
export const glossary = {
  window: {
    term: 'Window',
    meaning:
      'A few weeks in which a school gives its tests, such as the end of the autumn term. Results belong to one.',
  },
  tested: {
    term: 'Tested, on roll',
    meaning:
      'On roll is everybody who belongs to the class or school on the day of the tests; tested is whoever has at least one result of this window. Whoever was absent is not counted as low.',
  },
  'who-is-compared': {
    term: 'Pupils with the same start',
    meaning:
      'Pupils of the same year group who took the same tests and had the same score in the earlier window, or one very near to it. Progress is compared with theirs, so that a low start is nobody’s fault.',
  },
  baseline: {
    term: 'Baseline',
    meaning:
      'The earlier window that progress is counted from: about a year ago where there is one, never less than ten weeks.',
  },
  'middle-of-the-year-group': {
    term: 'Middle of the year group',
    meaning:
      'The score of the pupil in the middle, when all pupils of the year group who took the test stand in order of their scores.',
  },
  'probable-range': {
    term: 'Result and probable range',
    meaning:
      'A result is one day. The probable range is where the pupil truly stands, in 9 cases of 10, after allowing for good and bad days; it uses all results of the pupil, so a single odd day can lie outside it.',
  },
  fan: {
    term: 'Middle half, 9 in 10',
    meaning:
      'Where pupils with the same start got to: half of them are in the darker band, 9 in 10 in the lighter one. Whoever is inside has moved as most of them did.',
  },
  'typical-target': {
    term: 'Typical target',
    meaning:
      'The score that half of the pupils with the same start reach by that date. Something to aim for, not a promise.',
  },
  'slower-than-peers': {
    term: 'Slower than same start?',
    meaning: 'Has this pupil truly made less progress than three in every four pupils who had the same score?',
  },
  'below-own-rate': {
    term: 'Slower than before?',
    meaning:
      'Is this pupil truly moving more slowly since the baseline than before it? It needs results on both sides of the baseline.',
  },
  'gap-not-closing': {
    term: 'Gap still there?',
    meaning: 'Was the pupil far below the middle of the year group at the baseline, and is no nearer to it now?',
  },
  'gap-widening': {
    term: 'Gap growing?',
    meaning: 'Is the pupil below the middle of the year group, and further from it now than at the baseline?',
  },
  'how-sure': {
    term: 'Likely, leans, cannot say',
    meaning:
      '“Likely” is at least 75 chances in 100, “very likely” 95; “unlikely” at most 20. Between them it leans one way and more is needed. “Cannot say” is an honest answer: too little is known yet.',
  },
  'to-discuss': {
    term: 'To discuss, on the list',
    meaning:
      'A pupil for whom at least one of the four questions came out “likely”. The list is a reason to talk at the meeting, in the order of the clearest signs; it says nothing about who is good.',
  },
  doubts: {
    term: 'Ordinary progress, test luck',
    meaning:
      'Tests are not exact, so every list holds some pupils who in truth progress like most others, and luck alone would list a few. Two sentences over each list say how many; the tests cannot say who.',
  },
  level: {
    term: 'Level: below, middle, above',
    meaning:
      'Where the pupil stands in the year group now, in three broad parts. Progress is about how far one came; level is about where one is.',
  },
  'sen-support': {
    term: 'SEN Support, EHC plan',
    meaning:
      'Two kinds of support for special educational needs: decided by the school with the parents, or by the local authority in an education, health and care plan. A person decides; no result changes a status.',
  },
  monitoring: {
    term: 'Monitoring',
    meaning: 'A pupil without a status whom the school keeps looking at for a time, for example after support ended.',
  },
  release: {
    term: 'Draft, released, withdrawn',
    meaning:
      'New results are a draft until the headteacher or SENCO releases them to staff. A release can be withdrawn with a reason; a meeting stays with the results it began with.',
  },
} as const satisfies Readonly<Record<string, GlossaryEntry>>;

/** A term that pages link to. */
export type GlossaryTerm = keyof typeof glossary;
