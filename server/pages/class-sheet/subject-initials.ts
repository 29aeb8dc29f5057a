/** More letters than this have no room on a line of the class sheet. */
const mostLetters = 3;

/**
 * By subject, the fewest first letters that tell its label from the others’: M, R, Sc, Sp. Labels alike for longer are numbered
 * in their order: R1, R2.
 */
export function subjectInitials(labels: ReadonlyMap<string, { readonly label: string }>): ReadonlyMap<string, string> {
  const all = [...labels].map(([subject, { label }]) => ({ subject, label }));
  const alike = (label: string, letters: number) =>
    all.filter((other) => first(other.label, letters) === first(label, letters));
  return new Map(
    all.map(({ subject, label }) => {
      for (let letters = 1; letters <= mostLetters; letters++)
        if (alike(label, letters).length === 1) return [subject, first(label, letters)];
      const place = alike(label, mostLetters).findIndex((one) => one.subject === subject);
      return [subject, `${first(label, 1)}${place + 1}`];
    }),
  );
}

/** By characters, not by halves of them. */
function first(label: string, letters: number): string {
  return Array.from(label).slice(0, letters).join('');
}
