import type { Mapping } from '../mapping/mapping.ts';

/** Whether somebody has said that two numbers are two children's. */
export function areTwoChildren(
  { identifiers = {} }: Pick<Mapping, 'identifiers'>,
  id: string,
  otherId: string,
): boolean {
  const says = (former: string, present: string): boolean => {
    const known = Object.hasOwn(identifiers, former) ? identifiers[former] : null;
    return known !== null && ((known.id === present && known.same === false) || known.not?.includes(present) === true);
  };
  return says(id, otherId) || says(otherId, id);
}
