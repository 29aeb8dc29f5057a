const ending = '(scale not named)';

/**
 * The name under which a run keeps a scale that its data folder did not name: of what subject, and whether a name is such a
 * one. Runs hold these names, so they are never worded otherwise.
 */
export const unnamedScale = {
  of: (subject: string): string => `${subject} ${ending}`,
  is: (scale: string): boolean => scale.endsWith(ending),
};
