import { parseYearGroup } from '../../values/parse-year-group.ts';

/** The year group a class's name says: “4K” is Year 4's; one of two years (“4/5B”) and “Robins” say none. */
export function yearOfClass(name: string): string | null {
  if (/^(?:years?|yrs?|y|class)? ?(?:\d{1,2}|r|n) ?(?:[/&+-]|and) ?(?:y|yr)? ?\d{1,2}/i.test(name)) return null;
  // “RB” and “Reception Bees” are Reception's; “Robins” are of any year.
  return parseYearGroup(/^(?:year|yr|y)? ?(\d{1,2}|r(?:eception)?(?!\p{L}{2}))/iu.exec(name)?.[1] ?? '');
}
