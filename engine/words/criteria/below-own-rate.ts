import { fillTemplate } from '../kit/fill-template.ts';
import { unitCount } from '../kit/unit-count.ts';
import type { CriterionSentence, CriterionWords } from './criterion-words.ts';

export const belowOwnRateTemplates = {
  met: '{subject}: {Pupil} was {before} until {baseline}, and has {likely} {since} since.',
  metWithoutPoints:
    '{subject}: progress since {baseline} has {likely} been slower than before, measured against the year group.',
  towards: '{subject}: progress may have slowed since {baseline}, but the tests cannot show it for sure.',
  against: '{subject}: progress has probably not slowed since {baseline}, but the tests cannot rule it out.',
  notMet: '{subject}: no sign that progress has slowed compared with before.',
  short: '{likely} slower than before {baseline}',
  shortTowards: 'progress may have slowed, but it is too early to be sure',
};

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
};

const templates = belowOwnRateTemplates;

export const belowOwnRateWords: CriterionWords = {
  question: 'slower than before?',
  title: 'Slower than before',
  explained:
    'Of the pupils of whom it can be said: how many have likely slowed down. This needs results from well before, so of many it cannot be said yet.',
  asks: ({ belowOwnRate }) => {
    const months = Math.round(12 * belowOwnRate.minimumYears);
    return [
      'Slower than before?',
      `Has the pupil’s own rate against the year group dropped since the baseline? This needs results from ${months} months before the baseline and ${months} after it.`,
    ];
  },
  settings: {
    'criteria.belowOwnRate.rateDifference': 'Slower than before: how far the rate must drop',
    'criteria.belowOwnRate.minimumYears': 'Slower than before: years needed on each side',
    'criteria.belowOwnRate.minimumInformation': 'Slower than before: how much the results must tell',
  },
  met,
  notMet: ({ slots }) => fillTemplate(templates.notMet, slots),
  leans: ({ facts, slots, settings }) =>
    fillTemplate(facts.probability >= settings.leansTowards ? templates.towards : templates.against, slots),
  short: ({ slots }) => fillTemplate(templates.short, slots),
  shortTowards: templates.shortTowards,
  minimumWeeks: ({ belowOwnRate }) => (belowOwnRate.minimumYears * 365.25) / 7,
};

function met({ facts, words, slots }: CriterionSentence): string {
  const before = Math.round(facts.rateBeforePoints);
  const since = Math.round(facts.rateSincePoints);
  // Where whole points do not show the difference (or there are none), numbers would contradict the words; and without
  // the baseline's month there is no “until”.
  if (!words.comparesPoints || !(since < before) || facts.baselineMonth === null)
    return fillTemplate(templates.metWithoutPoints, slots);
  const rates = rateTemplates[words.higherIsBetter ? 'attainment' : 'difficulty'];
  const early = before > 0 ? rates.gaining : before === 0 ? rates.level : rates.losing;
  const late = since > 0 ? rates.gained : since === 0 ? rates.kept : rates.lost;
  return fillTemplate(templates.met, {
    ...slots,
    before: fillTemplate(early, { points: unitCount(before, words) }),
    // The unit is named once: “gaining about 3 points a year …, lost about 4 a year”.
    since: fillTemplate(late, { points: before === 0 ? unitCount(since, words) : Math.abs(since) }),
  });
}
