import { pupilOfRow, type SchoolPupil } from '../../records/pupils/school-pupil.ts';
import type { LoadedRun } from '../loaded-run.ts';
import type { DisplayName, DisplayNames } from './display-names.ts';

const alikeByRun = new WeakMap<LoadedRun, { version: number; alike: ReadonlyMap<string, DisplayName> }>();

/**
 * A pupil's name as the pages of a run show it: where two of one class would both be “Vihaan B”, each is shown by the whole
 * name, so that nothing is agreed for the wrong one; where that is the same too, all but the first are numbered.
 */
export function nameInRun(run: LoadedRun, names: DisplayNames, pupilId: string): DisplayName {
  let kept = alikeByRun.get(run);
  if (kept?.version !== names.version)
    alikeByRun.set(run, (kept = { version: names.version, alike: namesAlike(run, names) }));
  return kept.alike.get(pupilId) ?? names.of({ school: run.agendaRow(pupilId)?.school ?? '', pupilId });
}

/** Pupils who share a short name with somebody of their class, with a name that tells them apart. */
function namesAlike(run: LoadedRun, names: DisplayNames): Map<string, DisplayName> {
  const alike = new Map<string, DisplayName>();
  for (const rows of run.agendaOfClass.values()) {
    // By identifier, so that the numbers stay with their pupils whatever the results say next time.
    const pupils = rows.map(pupilOfRow).toSorted((a, b) => (a.pupilId < b.pupilId ? -1 : 1));
    for (const same of Map.groupBy(pupils, (pupil) => names.of(pupil).short).values())
      if (same.length > 1) for (const [pupilId, name] of told(same, names)) alike.set(pupilId, name);
  }
  return alike;
}

function told(pupils: readonly SchoolPupil[], names: DisplayNames): [string, DisplayName][] {
  const met = new Map<string, number>();
  return pupils.map((pupil) => {
    const name = names.of(pupil);
    const place = (met.get(name.full) ?? 0) + 1;
    met.set(name.full, place);
    return [pupil.pupilId, { ...name, short: place > 1 ? `${name.full} (${place})` : name.full }];
  });
}
