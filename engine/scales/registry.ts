import { knownScales, type KnownScale } from './known-scales.ts';

/** The known scale of that name or alias, whatever its capitals, blanks and hyphens; null where none is known. */
export function findScale(name: string): KnownScale | null {
  return byName.get(plainName(name)) ?? null;
}

/** The known scale whose grades hold all of `grades` (compared without capitals); the one with fewest grades; null if none. */
export function findScaleOfGrades(grades: readonly string[]): KnownScale | null {
  const words = grades.map((grade) => grade.toLowerCase());
  const fitting = knownScales.filter((scale) => {
    const own = new Set(scale.grades.map((grade) => grade.toLowerCase()));
    return !scale.onlyByName && words.length > 0 && words.every((word) => own.has(word));
  });
  return fitting.sort((a, b) => a.grades.length - b.grades.length)[0] ?? null;
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9%]/g, '');
}

const byName = new Map(
  knownScales.flatMap((known) => [known.scale, ...known.aliases].map((name) => [plainName(name), known] as const)),
);
