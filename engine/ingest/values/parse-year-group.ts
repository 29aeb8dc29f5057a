/** Year group as `N`, `R`, `1` … `13`, from the ways schools write it (“Year 4”, “Yr4”, “Y04”, “Reception”, “0”); null if none of these. */
export function parseYearGroup(text: string): string | null {
  const word = text
    .toLowerCase()
    .replace(/^(?:year group|year|yr|nc year|ncy|y)[ .:]*/, '')
    .replace(/^(\d{1,2})\.0$/, '$1')
    .trim();
  if (/^(?:n[12]?|nursery|-1)$/.test(word)) return 'N';
  if (/^(?:r|reception|0|00)$/.test(word)) return 'R';
  const year = /^\d{1,2}$/.test(word) ? Number(word) : NaN;
  return year >= 1 && year <= 13 ? String(year) : null;
}
