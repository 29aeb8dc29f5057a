/**
 * What a meeting can agree on for a pupil, one of them required; in the order in which the form offers them. The code is
 * kept and compared; the words are only shown, and may be worded otherwise without touching what is kept.
 */
export const outcomes = [
  { code: 'no-concern', words: 'no concern' },
  { code: 'keep-watching', words: 'keep watching' },
  { code: 'change-teaching', words: 'change teaching in class' },
  { code: 'extra-help', words: 'extra help (not SEN)' },
  { code: 'find-out-more', words: 'find out more (observe, re-test, hearing, sight)' },
  { code: 'senco-to-assess', words: 'SENCO to assess' },
  { code: 'start-sen-support', words: 'start SEN Support (parents told first)' },
  { code: 'change-plan', words: 'change plan' },
  { code: 'consider-statutory-assessment', words: 'consider statutory assessment' },
  { code: 'consider-leaving-support', words: 'consider leaving SEN Support → monitoring' },
  { code: 'pass-on', words: 'pass on (attendance, EAL, safeguarding lead)' },
  { code: 'carried-over', words: 'could not discuss, carried over' },
] as const;

/** What the record keeps of an outcome. */
export type OutcomeCode = (typeof outcomes)[number]['code'];
/** What a page shows of it. */
export type OutcomeWords = (typeof outcomes)[number]['words'];
