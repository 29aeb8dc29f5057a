import { parseDay } from '../../values/parse-day.ts';
import type { Conversion } from '../conversion/conversion.ts';
import { SchoolSpells, classAt, lastClass, plainName, type SchoolMove } from '../conversion/school-spells.ts';

/** Where pupils were, once every file is read: present numbers only. */
export interface SettledSpells {
  /** Present school, with its dates; '' and NaN where no file says. */
  readonly present: ReadonlyMap<
    string,
    { readonly school: string; readonly class: string; readonly joined: number; readonly left: number }
  >;
  /** Moves since the first window, by pupil. */
  readonly moves: readonly (SchoolMove & { readonly pupilId: string })[];
  /** Pupils on two rolls of whom no date says which is the present one. */
  readonly unclear: readonly string[];
  /** School and class at a window where they differ from the present ones; '' where they do not, or nothing is known. */
  readonly at: (pupilId: string, window: string) => { readonly school: string; readonly class: string };
}

/** Puts together what is known of each pupil under every number, and settles the present school and the moves. */
export function settleSpells(conversion: Conversion, dayOfWindow: ReadonlyMap<string, number>): SettledSpells {
  const spells = new Map<string, SchoolSpells>();
  // A pupil's present number first, then former ones by number: the order of rows makes no difference.
  const isFormer = (id: string): number => (conversion.presentId(id) === id ? 0 : 1);
  const known = [...conversion.spells].sort(([a], [b]) => isFormer(a) - isFormer(b) || (a < b ? -1 : 1));
  for (const [id, own] of known) {
    const present = conversion.presentId(id);
    const sofar = spells.get(present);
    if (sofar) sofar.takeOver(own);
    else if (present === id) spells.set(present, own);
    else {
      const taken = new SchoolSpells();
      taken.takeOver(own);
      spells.set(present, taken);
    }
  }
  const reporting = reportingSchools(conversion);
  const firstDay = Math.min(...dayOfWindow.values());
  const present = new Map(
    [...spells].map(([id, own]) => {
      const order = own.inOrder();
      const { school, joined, left } = order.at(-1)!;
      // Of a pupil of several schools the most recent class may be that of another one.
      const group = order.length > 1 ? lastClass(order.at(-1)!) : (conversion.pupils.get(id)?.get('class') ?? '');
      return [id, { school, joined, left, class: group }] as const;
    }),
  );
  const moves = [...spells].flatMap(([pupilId, own]) =>
    own
      .moves()
      // A move of which not even the earliest day is known, or before anything was measured, explains no result.
      .filter(({ from, to }) => from >= firstDay || to >= firstDay)
      .map((move) => ({ pupilId, ...move })),
  );
  const unclear = [...spells].filter(([, own]) => own.isUnclear()).map(([id]) => id);
  return {
    present,
    moves,
    unclear,
    at: (pupilId, window) => {
      const own = spells.get(pupilId);
      const day = dayOfWindow.get(window) ?? NaN;
      const spell = own?.at(day, reporting.get(key(pupilId, window)) ?? new Set()) ?? null;
      const now = present.get(pupilId);
      if (!spell || !now) return { school: '', class: '' };
      const group = classAt(spell, day);
      if (spell.school !== now.school) return { school: spell.school, class: group };
      return { school: '', class: group === now.class ? '' : group };
    },
  };
}

/** Schools whose files hold a result of the pupil in the window. */
function reportingSchools(conversion: Conversion): Map<string, Set<string>> {
  const schools = new Map<string, Set<string>>();
  for (const { pupilId, window, school } of conversion.results) {
    if (!school) continue;
    const place = key(conversion.presentId(pupilId), window);
    const known = schools.get(place);
    if (known) known.add(plainName(school));
    else schools.set(place, new Set([plainName(school)]));
  }
  return schools;
}

function key(pupilId: string, window: string): string {
  return JSON.stringify([pupilId, window]);
}

/** Days of windows by name: the middle of their results' days; results without a date stand for the nominal one. */
export function daysOfWindows({ windows }: Conversion): Map<string, number> {
  return new Map(
    [...windows].map(([name, { nominal, days, undated }]) => {
      const sorted = [...days].sort((a, b) => a - b);
      return [name, days.length > undated ? sorted[Math.floor(sorted.length / 2)] : parseDay(nominal)] as const;
    }),
  );
}
