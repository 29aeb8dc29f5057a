/** What a meeting can agree on for a pupil, one of them required; in the order in which the form offers them. */
export const outcomes = [
  'no concern',
  'keep watching',
  'change teaching in class',
  'extra help (not SEN)',
  'find out more (observe, re-test, hearing, sight)',
  'SENCO to assess',
  'start SEN Support (parents told first)',
  'change plan',
  'consider statutory assessment',
  'consider leaving SEN Support → monitoring',
  'pass on (attendance, EAL, safeguarding lead)',
  'could not discuss, carried over',
] as const;

export type Outcome = (typeof outcomes)[number];
