/**
 * The sentences about the four criteria, as data. `{subject}` carries its label (“Reading”), `{Pupil}` and `{pupil}` the
 * forename or “This pupil”, months are “December 2025”, numbers are whole. None of them says why.
 */
export const criterionTemplates = {
  'slower-than-peers': {
    met: '{subject}: {Pupil} has {likely} made slower progress than {share} pupils who had the same score in {baseline}.',
    towards:
      '{subject}: progress looks slower than for most pupils who had the same score, but it is too early to be sure.',
    against: '{subject}: progress is probably in line with pupils who had the same score, but we cannot be sure yet.',
    'not-met': '{subject}: no sign of slower progress than pupils who had the same score.',
  },
  'below-own-rate': {
    met: '{subject}: {Pupil} was {before} until {baseline}, and has {likely} {since} since.',
    'met-without-points':
      '{subject}: progress since {baseline} has {likely} been slower than before, measured against the year group.',
    leans: '{subject}: progress may have slowed, but two stretches of test results are too short to compare well.',
    'not-met': '{subject}: no sign that progress has slowed compared with before.',
  },
  'gap-not-closing': {
    met: '{subject}: {Pupil} was about {points} {below} the middle of the year group and is {likely} still about as far away, or further.',
    'met-without-points':
      '{subject}: {Pupil} was well {below} the middle of the year group and is {likely} still about as far away, or further.',
    closing:
      '{subject}: the gap to the middle of the year group is getting smaller: about {points} then, about {now} now.',
    'closing-to-none':
      '{subject}: the gap to the middle of the year group is getting smaller: about {points} then, almost none now.',
    'closing-without-points': '{subject}: the gap to the middle of the year group is getting smaller.',
    'no-gap':
      '{subject}: {Pupil} did not start far {below} the middle of the year group, so there is no large gap to close.',
    'not-met': '{subject}: no sign of a large gap to the year group that stays open.',
  },
  'gap-widening': {
    met: '{subject}: the gap to the middle of the year group has {likely} grown, from about {points} to about {now}.',
    'met-from-none':
      '{subject}: the gap to the middle of the year group has {likely} grown, from almost none to about {points}.',
    'met-from-ahead':
      '{subject}: {Pupil} was about {points} {above} the middle of the year group and is now {likely} about {now} {below} it.',
    'met-without-points': '{subject}: the gap to the middle of the year group has {likely} grown.',
    'not-met': '{subject}: no sign that the gap to the year group has grown.',
  },
  gap: {
    leans: '{subject}: the gap looks {change}, but the change is within what a good or bad day can do.',
    'near-the-middle':
      '{subject}: {Pupil} is near the middle of the year group, and any gap is within what a good or bad day can do.',
  },
} as const;

/** What can be said where a criterion cannot be judged; `{because}` is filled by the pupil's own case. */
export const reasonTemplates = {
  'too-close-to-call': 'Too close to call. {settling}',
  'too-imprecise': 'The results so far tell us too little to answer this. {settling}',
  'no-baseline': '{Pupil} has no earlier result to compare with ({because}).',
  'no-earlier-window': 'We need one result from before {baseline} to know the earlier rate.',
  'windows-too-close': 'The two tests are only {weeks} weeks apart; at least {minimumWeeks} are needed.',
  'too-few-peers':
    'Only {peers} pupils can be compared, too few for a fair comparison. Ask the trust for a larger group.',
  'not-measured': 'No result this time ({because}). This is not a low score.',
  'changed-test': 'The test changed between {baseline} and {current}, so points cannot be compared.',
  'at-floor': 'The score is at the bottom of this test. It cannot show how much {pupil} knows.',
  'at-ceiling': 'The score is at the top of this test, so it cannot show further progress.',
  'only-bands': 'Results are in {bands} broad bands. A move of one band can be a single piece of work.',
  'out-of-year': "The test was meant for another year group, so its points cannot be compared with this year group's.",
} as const;

/** `not-measured` of a pupil whose score has no place. */
export const notComparableTemplate =
  'There is a score, but it cannot be compared with those of other pupils. This is not a low score.';

/** The reasons that tell a number, where it is none or one. */
export const smallNumberTemplates = {
  'windows-too-close': [
    'The two tests are less than a week apart; at least {minimumWeeks} weeks are needed.',
    'The two tests are only 1 week apart; at least {minimumWeeks} are needed.',
  ],
  'too-few-peers': [
    'No other pupil can be compared. Ask the trust for a larger group.',
    'Only 1 pupil can be compared, too few for a fair comparison. Ask the trust for a larger group.',
  ],
} as const;

/** The same reasons in a table's cell, after “cannot say: ”. */
export const shortReasons = {
  'too-close-to-call': 'too close to call',
  'too-imprecise': 'too little to go on',
  'no-baseline': 'no earlier result',
  'no-earlier-window': 'needs one more result',
  'windows-too-close': 'tests too close together',
  'too-few-peers': 'too few pupils to compare',
  'not-measured': 'no result this time',
  'changed-test': 'the test changed',
  'at-floor': 'bottom of the test',
  'at-ceiling': 'top of the test',
  'only-bands': 'bands only',
  'out-of-year': "another year group's test",
} as const;

/** Whether one more window would settle it. */
export const settlingTemplates = {
  probably: 'The {next} test will probably make it clearer.',
  perhaps: 'More tests alone may not settle it; look at work in class.',
} as const;

/** Rates against the year group. “attainment”: higher is better; “difficulty”: a higher score means more difficulty. */
export const rateTemplates = {
  attainment: {
    gaining: 'gaining about {points} a year on the year group',
    level: 'keeping pace with the year group',
    losing: 'losing about {points} a year on the year group',
    gained: 'gained about {points} a year',
    kept: 'only kept pace',
    lost: 'lost about {points} a year',
  },
  difficulty: {
    gaining: 'improving about {points} a year on the year group',
    level: 'keeping pace with the year group',
    losing: 'slipping about {points} a year on the year group',
    gained: 'improved about {points} a year',
    kept: 'only kept pace',
    lost: 'slipped about {points} a year',
  },
} as const;

/** The same verdicts as a clause after “Reading: ”, for lists and the class sheet; months are “December 2025”. */
export const shortTemplates = {
  'slower-than-peers': '{likely} slower than {share} pupils with the same score in {baseline}',
  'below-own-rate': '{likely} slower than before {baseline}',
  'gap-not-closing': 'gap {likely} not closing, about {points} then and about {now} now',
  'gap-not-closing-without-points': 'gap {likely} not closing',
  'gap-widening': 'gap {likely} grown, from about {points} to about {now}',
  'gap-widening-without-points': 'gap {likely} grown',
  towards: {
    'slower-than-peers': 'progress looks slower, but it is too early to be sure',
    'below-own-rate': 'progress may have slowed, but it is too early to be sure',
    'gap-not-closing': 'the gap may be staying open, but it is too early to be sure',
    'gap-widening': 'the gap looks a little bigger, but it is too early to be sure',
  },
  against: 'progress is probably in line, but we cannot be sure yet',
  'not-met': 'no sign of slower progress',
  'cannot-say': 'cannot say ({because})',
} as const;
