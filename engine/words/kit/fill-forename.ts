/**
 * Puts the forename where a sentence of a run says “This pupil” or “this pupil” (a run holds no names). “This pupil's”
 * becomes “Amira's”. Without a forename the sentence stays as it is.
 */
export function fillForename(sentence: string, forename: string | null | undefined): string {
  const name = forename?.trim();
  // A function, not a string, so that a “$” in a name stays a “$”.
  return name ? sentence.replace(/\b[Tt]his pupil\b/g, () => name) : sentence;
}
