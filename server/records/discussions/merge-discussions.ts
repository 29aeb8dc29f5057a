import type { DiscussionContent } from '../record-tables.ts';

/** What two people wrote over the same version, put together as far as they did not touch the same field. */
export interface MergedDiscussion {
  /** For the form: where only one of the two changed a field, that one's; where both did, the writer's own. */
  readonly content: DiscussionContent;
  /** Fields that both changed, differently: a person decides. */
  readonly contested: readonly (keyof DiscussionContent)[];
  /** Fields only the other changed, taken over. */
  readonly taken: readonly (keyof DiscussionContent)[];
}

/** @param base what both of them started from */
export function mergeDiscussions(
  base: DiscussionContent,
  theirs: DiscussionContent,
  ours: DiscussionContent,
): MergedDiscussion {
  let content = ours;
  const contested: (keyof DiscussionContent)[] = [];
  const taken: (keyof DiscussionContent)[] = [];
  for (const field of Object.keys(ours) as (keyof DiscussionContent)[]) {
    // The evidence is the run's, not the writer's.
    if (field === 'evidence' || theirs[field] === ours[field]) continue;
    if (ours[field] === base[field]) {
      content = { ...content, [field]: theirs[field] };
      taken.push(field);
    } else if (theirs[field] !== base[field]) contested.push(field);
  }
  return { content, contested, taken };
}
