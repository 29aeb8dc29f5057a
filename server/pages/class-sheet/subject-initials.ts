/** More letters than this have no room on a line of the class sheet. */
const mostLetters = 3;

/**
 * By subject, the fewest first letters that tell its label from the others’: M, R, Sc, Sp. Labels alike for longer are numbered
 * in their order: R1, R2.
 */
export function subjectInitials(labels: ReadonlyMap<string, { readonly label: string }>): ReadonlyMap<string, string> {
  const all = [...labels].map(([subject, { label }]) => ({ subject, label }));
  const alike = (label: string, letters: number) =>
    all.filter((other) => other.label.slice(0, letters) === label.slice(0, letters));
  return new Map(
    all.map(({ subject, label }) => {
      for (let letters = 1; letters <= mostLetters; letters++)
        if (alike(label, letters).length === 1) return [subject, label.slice(0, letters)];
      const place = alike(label, mostLetters).findIndex((one) => one.subject === subject);
      return [subject, `${label.slice(0, 1)}${place + 1}`];
    }),
  );
}
