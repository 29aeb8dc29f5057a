import type { Conversion } from '../conversion/conversion.ts';
import type { SettledSpells } from './settle-spells.ts';

/** Pupils who came, went or moved since the first window, as far as the files say. */
export interface RollChanges {
  /** Joined their present school after the first window, coming from no school of these files. */
  readonly joined: number;
  /** Have a leaving date and are at no other school of these files; `leaversResults` of theirs are kept. */
  readonly left: number;
  readonly leaversResults: number;
  /** Moved between two schools of these files. */
  readonly moved: number;
  /** Results under a number the pupil had before, counted to the present one. */
  readonly underFormerNumbers: number;
  /** On a roll without a number of their own; known by school and admission number. */
  readonly withoutNumber: number;
}

/** Counts them. */
export function rollChanges(conversion: Conversion, settled: SettledSpells): RollChanges {
  const movers = new Set(settled.moves.map(({ pupilId }) => pupilId));
  const days = conversion.results.map((result) => conversion.dayOf(result));
  const first = days.reduce((earliest, day) => Math.min(earliest, day), Infinity);
  const people = [...settled.present];
  const leavers = new Set(people.filter(([, { left }]) => !Number.isNaN(left)).map(([id]) => id));
  let leaversResults = 0;
  let underFormerNumbers = 0;
  for (const { pupilId } of conversion.results) {
    const id = conversion.presentId(pupilId);
    if (leavers.has(id)) leaversResults++;
    if (id !== pupilId) underFormerNumbers++;
  }
  return {
    joined: people.filter(([id, { joined }]) => joined > first && !movers.has(id)).length,
    left: leavers.size,
    leaversResults,
    moved: movers.size,
    underFormerNumbers,
    withoutNumber: conversion.withoutNumber.size,
  };
}

/** A school that most of another's pupils seem to have moved to may be the same one under another name. */
const mostThatMove = 0.5;
const fewestPupils = 5;

/** Says in the notes what a look is worth: schools that may be one, pupils on two rolls. */
export function noteMoves(conversion: Conversion, { moves, present, unclear }: SettledSpells): void {
  if (unclear.length > 0)
    conversion.notes.set(
      'Pupils at two schools and no date says where they are now: the school in the first file is used.',
      unclear.length,
    );
  const between = Map.groupBy(moves, ({ fromSchool, toSchool }) => JSON.stringify([fromSchool, toSchool]));
  for (const group of between.values()) {
    const { fromSchool, toSchool } = group[0];
    const stayed = [...present.values()].filter(({ school }) => school === fromSchool).length;
    if (group.length < fewestPupils || group.length / (group.length + stayed) < mostThatMove) continue;
    conversion.notes.set(
      `Pupils of ${fromSchool} who are at ${toSchool} in a later file: if that is one school under two names, write one name in both files.`,
      group.length,
    );
  }
}
