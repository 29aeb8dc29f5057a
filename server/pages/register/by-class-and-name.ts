import type { SupportOf } from '../../runs/pupils/register-of.ts';
import type { ClassOfRun } from '../../runs/scoped-run.ts';

/** In the school's order of classes, by name in each: the list's own order is by concern, and a register is not. */
export function byClassAndName(all: readonly SupportOf[], classes: readonly ClassOfRun[]): SupportOf[] {
  const place = new Map(classes.map((one, at) => [`${one.school} / ${one.class}`, at]));
  const at = ({ pupil: { row } }: SupportOf) => place.get(`${row.school} / ${row.class ?? ''}`) ?? 0;
  const order = new Intl.Collator('en');
  return all.toSorted((a, b) => at(a) - at(b) || order.compare(a.pupil.name.full, b.pupil.name.full));
}
