/**
 * Everything a page says that is not about one criterion, as data. Slots hold whole numbers, months as “December 2025”,
 * and `{Pupil}`/`{pupil}` the forename or “This pupil”.
 */
export const pageTemplates = {
  // who is compared with whom
  peerGroup:
    'Compared with pupils who had the same {subject} {result} in {baseline}. Worked out from {peers}{schools}{near}. {Pupil} is not counted.',
  peerGroupSchools: ' in {schools}',
  peerGroupNear: '; about {near} of them started close to {pupil}',
  peerGroupNearWithin: '; about {near} started within {width} points of {pupil}',
  yearGroup: 'Compared with all {pupils} {yearGroup} pupils who took this test. Gaps are measured to the middle pupil.',
  selfReference:
    'Compared only with pupils in this school, so the school as a whole comes out as average by design. This page cannot say how the school is doing.',
  newestOfWindow:
    'These are the newest results of the window. You asked for earlier ones, which they replace: two sets of totals of one window could show which pupil was added.',
  // growth percentile
  growthPercentile: 'Of 100 pupils who had the same score, about {percentile} made less progress.',
  growthPercentileRange: 'Tests are not exact: the true figure is probably between {low} and {high}.',
  bandHoldsMiddle: 'So this could be ordinary progress.',
  bandHoldsMiddleButMet: 'So ordinary progress is unlikely, but not ruled out.',
  correctedNumbers:
    'We allow for good and bad days on a test, so these changes are smaller than taking one score from the other.',
  // what a lasting slow-down looks like
  recentFall: 'It looks most like a recent fall: progress has been slower since about a year ago or later.',
  longDecline: 'It looks most like a long, slow decline that began more than a year ago.',
  lastingStep: 'It looks most like a step: one fall, and about as far behind ever since.',
  slowDownOfNoKind:
    'Progress has probably slowed for good, but the results do not show whether lately, for long, or in one step.',
  // the doubt over a list, and of one pupil on it
  listed: '{listed} pupils are listed',
  listedOne: '1 pupil is listed',
  listedNone: 'No pupils are listed.',
  luck: 'about {lucky} of them are probably there by test luck alone, and the tests cannot tell us which',
  luckOne: 'about 1 of them is probably there by test luck alone, and the tests cannot tell us which',
  luckNone: 'probably none of them is there by test luck alone, but the tests cannot be sure',
  luckAll: 'all of them may be there by test luck alone',
  luckNotOne: 'probably not by test luck alone, but the tests cannot be sure',
  luckPerhapsOne: 'that may be by test luck alone',
  listedDoubt: 'Of {of} pupils listed as surely as {pupil}, about {lucky} are there by test luck alone.',
  listedDoubtOne: 'Of {of} pupils listed as surely as {pupil}, about 1 is there by test luck alone.',
  listedDoubtHardly: 'Hardly any pupil listed as surely as {pupil} is there by test luck alone.',
  // leaders and governors
  governorListed: '{listed} of {tested} tested pupils are to be discussed',
  governorListedOne: '1 of {tested} tested pupils is to be discussed',
  governorUsual: 'At the rate of the other schools in these results, {low} to {high} would be usual.',
  governorUsualOne: 'At the rate of the other schools in these results, about {low} would be usual.',
  governorUntested: '{untested} pupils on roll were not tested.',
  governorUntestedOne: '1 pupil on roll was not tested.',
  governorUntestedNone: 'Every pupil on roll was tested.',
  // targets
  targetPeers: 'how {peers} pupils of the year group moved from each start',
  targetNeedPeers: '{peers} pupils in other schools with the same start and a similar need',
  targetYear:
    'A target assumes a year like the last ones. If a year group does better or worse than the ones before it, or the test changes, more or fewer pupils will reach theirs.',
  // follow-up
  rebound:
    'After a low result, scores often come up a little by themselves: about {usual} {unit} here. {Pupil} {came} (probably {low} to {high}). We cannot yet say that the support made the difference.',
  cameUp: 'came up {points}',
  cameDown: 'went down {points}',
  stayed: 'stayed level',
  persisting: 'Listed again: progress since {baseline} is still slow.',
  eased: 'No longer listed: progress is back in line.',
  lastAgreed: 'Last agreed: {agreed}.',
  // class
  classLine:
    'Middle pupil of {group}: {median} of 100 pupils with the same start made less progress (probably {low} to {high}), so {verdict}.',
  classMonths: "{months} months were in last year's class.",
  classSame: 'about usual',
  classSlower: 'slower than usual',
  classFaster: 'faster than usual',
  classWithheld: 'Middle pupil of {group}: not shown, because too few pupils can be compared.',
  classAlone: 'Middle pupil of {group}: not shown, because the class is compared only with itself.',
  // coverage
  tested: 'Tested: {subjects}.',
  notTested: 'Not tested: {pupils}.',
  yearWithout: '{year} has no results in {subjects}.',
  yearsWithout: '{years} have no results in {subjects}.',
  roll: 'Roll {onRoll} · valid {subject} score {valid}',
  // context, always beside and never inside a result
  context:
    'Known since {baseline}: {facts}. Considered: {considered}. Nothing was added to or taken off the result for this.',
  contextNone:
    'Nothing else is recorded since {baseline}. Health, family, language, hearing or sight considered: {considered}.',
  // first year
  oneWindow:
    "You have one window. Lists need two, at least {weeks} weeks apart; own rate needs about a year, half of it before the baseline. Add last year's results?",
  noEarlier:
    'Nobody here has an earlier result to compare with yet. A list needs two windows, at least {weeks} weeks apart.',
  quiet: 'No pupil is listed this time. A quiet term gives a short list; it is never filled up.',
  // every page
  foot: 'A reason to talk, not a judgement. Slow progress or low scores do not by themselves mean a pupil has SEN. Absence, a move, health, family events, learning English or the test itself can slow progress for a while.',
  statutory:
    'Two reviewed plans have not yet had the effect hoped for and the gap has grown. Please consider, with the parents, whether to ask for a statutory assessment.',
} as const;

/** “Why is X not listed?” and where X is instead. */
export const whereListedTemplates = {
  'discuss-first': '{Pupil} is listed, among the first to discuss.',
  'discuss-if-time': '{Pupil} is listed, to be discussed if there is time.',
  supported: '{Pupil} already has support and is listed under “already supported”.',
  monitoring: '{Pupil} is on the monitoring list.',
  'not-measured': '{Pupil} has no result this time and is named under “not tested”.',
  eased: '{Pupil} was listed last time and is no longer listed: progress is back in line.',
  'not-listed': '{Pupil} is not listed: none of the four questions came out “likely” in any subject.',
} as const;

/** The family sheet, to be said aloud: a heading and what stands under it or is written there by hand. */
export const familySheetTemplates = {
  opening: [
    'After each set of tests we look at how every pupil is getting on.',
    '{because}',
    "We would like to talk with you about {pupil}'s {subject}.",
    'It does not mean that anything is wrong, or that {pupil} has special educational needs.',
    'One test can be a bad day.',
  ],
  /** Whom we talk about, by what was found in the subject. */
  because: {
    slower:
      'We talk about those whose progress seems slower than before, or slower than pupils who started with the same score.',
    gap: 'We talk about those whose results are below the middle of their year group and do not seem to be coming nearer to it.',
    both: 'We talk about those whose progress seems slower than before, slower than pupils with the same start, or too slow to close a gap.',
    neither: 'We also talk about a pupil when a teacher or the family would like to.',
  },
  prompts: [
    'What {pupil} does well:',
    'What we see:',
    'What we will try:',
    'When we look again:',
    'What do you and {pupil} think?',
  ],
  closing: ['If you think a mark or a fact is wrong, tell us and we will check it.'],
  /** Stand under the sheet whatever words a school gives it. */
  facts: ['Seen by: {seenBy}.', 'Kept until: {keptUntil}.'],
} as const;
