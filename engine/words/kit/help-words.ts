/** Growth of pupils with one kind of help in one phase, as `measureHelp` gives it. */
export interface ToldHelp {
  readonly n: number;
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly change: number;
  readonly changeLow: number;
  readonly changeHigh: number;
  readonly expected: number;
}

/** Stands over what became of help, word for word. */
export const helpNotByLot =
  'These pupils were not chosen by lot: they were given help because they stood low, and some of them would have come up by themselves. A difference here is a reason to ask, not a proof that the help did it.';

/**
 * What came of it beside what was to be expected: “They moved up 4 of 100 places (between −2 and 10); pupils with the same score and
 * no help recorded moved up about 3.” '' where too few pupils have a figure.
 */
export function helpSentence({ change, changeLow, changeHigh, expected }: ToldHelp): string {
  if (Number.isNaN(change)) return '';
  const moved = (places: number) => {
    const whole = Math.round(places);
    return whole === 0 ? 'stayed' : `moved ${whole > 0 ? 'up' : 'down'} ${Math.abs(whole)}`;
  };
  const [own, others] = [moved(change), moved(expected)];
  const [low, high] = Math.round(change) < 0 ? [-changeHigh, -changeLow] : ([changeLow, changeHigh] as const);
  const where = own === 'stayed' ? 'where they were' : 'of 100 places';
  return `They ${own} ${where} (between ${signed(low)} and ${signed(high)}); pupils with the same score and no help recorded ${others}${others === 'stayed' ? ' where they were' : ''}.`;
}

function signed(places: number): string {
  const whole = Math.round(places);
  return whole < 0 ? `−${-whole}` : String(whole + 0);
}

/** What became of one pupil in a time with help, as `measureHelpOfPupil` gives it. */
export interface ToldHelpOfPupil {
  readonly reason: 'no-result-before' | 'no-result-since' | 'too-few-others' | null;
  readonly startPlace: number;
  readonly endPlace: number;
  readonly change: number;
  readonly expectedChange: number;
  readonly expectedLow: number;
  readonly expectedHigh: number;
  readonly beforePercentile: number;
  readonly duringPercentile: number;
  readonly verdict: 'more' | 'less' | 'cannot-say';
}

const noFigure = {
  'no-result-before': 'No result before it began: there is nothing to compare with.',
  'no-result-since': 'No result since it began yet.',
  'too-few-others': 'Too few other pupils sat the same tests to compare with.',
} as const;

const verdicts = {
  more: 'That is more than nine in ten of them did.',
  less: 'That is less than nine in ten of them did.',
  'cannot-say': 'We cannot say that it differs from what would have come by itself.',
} as const;

/** What came of it beside what was to be expected, and how sure: three sentences, or one that says why there is nothing to say. */
export function helpOfPupilSentence(told: ToldHelpOfPupil): string {
  if (told.reason !== null) return noFigure[told.reason];
  const [from, to] = [told.startPlace, told.endPlace].map((place) => Math.round(place));
  const own = from === to ? `Stayed at place ${to} of 100` : `Moved from place ${from} to place ${to} of 100`;
  const [about, low, high] = [told.expectedChange, told.expectedLow, told.expectedHigh].map(signed);
  return `${own} in the year group. Pupils who stood alike and have no help recorded changed by about ${about} places (nine in ten between ${low} and ${high}). ${verdicts[told.verdict]}`;
}

/** Growth while the help went on beside growth before it; '' where one of them is missing. */
export function helpBeforeAndDuringSentence({ beforePercentile, duringPercentile }: ToldHelpOfPupil): string {
  if (Number.isNaN(beforePercentile + duringPercentile)) return '';
  return `Of 100 pupils who stood alike, about ${Math.round(beforePercentile)} made less progress in the year before it, and about ${Math.round(duringPercentile)} while it went on.`;
}
