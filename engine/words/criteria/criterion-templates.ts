/** The sentence of a criterion that cannot be judged; `{reason}` is one of `reasonTemplates`. */
export const cannotSayTemplate = '{subject}: cannot say. {reason}';

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

/** The ends of a rating, which has no bottom and no top: whichever way it runs, one end is the good one. */
export const ratingReasonTemplates = {
  'at-floor': 'The rating is at its worst end, so it cannot show a further fall.',
  'at-ceiling': 'The rating is at its best end or close to it, so a small change says nothing.',
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

/** The same for the ends of a rating. */
export const shortRatingReasons = {
  'at-floor': 'worst end of the rating',
  'at-ceiling': 'best end of the rating',
} as const;

/** Whether one more window would settle it. */
export const settlingTemplates = {
  probably: 'The {next} test will probably make it clearer.',
  perhaps: 'More tests alone may not settle it; look at work in class.',
} as const;

/** What one subject comes to where nothing is met, as a clause after “Reading: ”. */
export const shortTemplates = {
  against: 'progress is probably in line, but we cannot be sure yet',
  'not-met': 'no sign of slower progress',
  'cannot-say': 'cannot say ({because})',
} as const;
