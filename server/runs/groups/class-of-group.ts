import type { LoadedRun } from '../loaded-run.ts';
import { classesOfRun } from '../scoped-run.ts';

const known = new WeakMap<LoadedRun, ReadonlyMap<string, { school: string; class: string }>>();

/**
 * The school and class that a group of the run, written `school / class`, stands for: found among the classes of the run, because
 * either name may hold “ / ” itself. Undefined for a group of pupils without a class.
 */
export function classOfGroup(run: LoadedRun, group: string): { school: string; class: string } | undefined {
  let classes = known.get(run);
  if (!classes) {
    classes = new Map(classesOfRun(run).map((one) => [`${one.school} / ${one.class}`, one]));
    known.set(run, classes);
  }
  return classes.get(group);
}
