/** Terms of a school year by their first and last day, of the year in which its autumn lies. */
const terms = [
  ['autumn', '09-01', '12-31', 0],
  ['spring', '01-01', '03-31', 1],
  ['summer', '04-01', '08-31', 1],
] as const;

export interface Term {
  readonly name: string;
  /** ISO, both included. */
  readonly from: string;
  readonly to: string;
}

/** The term of a day (ISO) and the two before it, newest first; then its school year. */
export function termsUntil(day: string): readonly Term[] {
  const [year, month] = day.split('-').map(Number);
  const autumn = month >= 9 ? year : year - 1;
  const all = [autumn - 1, autumn].flatMap((first) =>
    terms.map(([name, from, to, later]) => ({
      name: `${name} term ${first + later}`,
      from: `${first + later}-${from}`,
      to: `${first + later}-${to}`,
    })),
  );
  const past = all.filter(({ from }) => from <= day).slice(-3);
  const whole = { name: `school year ${autumn} to ${autumn + 1}`, from: `${autumn}-09-01`, to: `${autumn + 1}-08-31` };
  return [...past.toReversed(), whole];
}
