/** What each setting that a school may have does, in a sentence or two for whoever changes it; by its dotted name in the policy. */
export const settingMeanings: Readonly<Record<string, string>> = {
  'criteria.slowerThanPeers.percentile':
    'Progress is slow where, of 100 pupils who had the same score, fewer than this many made less.',
  'criteria.belowOwnRate.rateDifference': 'How much slower than before, in SD of the year group a year.',
  'criteria.belowOwnRate.minimumYears':
    'Years of results before the baseline, and as many since, without which it is not asked.',
  'criteria.belowOwnRate.minimumInformation':
    '“No sign of it” is said of this question only where the results take away at least this share of the doubt.',
  'criteria.gapNotClosing.gap':
    'How far below the middle of the year group a pupil must have been at the baseline, in SD of the year group.',
  'criteria.gapWidening.growth': 'How much the distance to the middle must have grown, in SD of the year group.',
  'criteria.met': 'A question is answered “likely”, and the pupil is listed, from this chance on (1 is certain).',
  'criteria.notMet': '“No sign of it” is said up to this chance, where the results tell enough.',
  'criteria.minimumInformation':
    '“No sign of it” is said of the other questions only where the results take away at least this share of the doubt.',
  'criteria.monthsToNextWindow': 'From it we say whether the next results will probably settle an open answer.',
  'list.capacity': 'Whoever else is listed is for when there is time. A list is never filled up.',
  'list.levelGap':
    'A pupil whose gap is not closing, and is still at least this many SD of the year group, comes further up the list.',
  'list.levelLift': 'How many times as likely a slow-down then counts in the order of the list; 1 changes nothing.',
  'list.levelBand': 'A pupil within this many SD of the middle of the year group is told as “middle”.',
  'list.easedUnder':
    'A pupil listed before is no longer so where every question is less likely than this. Between this and “likely” the listing stays open.',
  'list.usualShareLow': 'Of all tested pupils, those with any question answered “likely”.',
  'list.usualShareHigh': 'Of all tested pupils, those with any question answered “likely”.',
};
