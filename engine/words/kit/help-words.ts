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
