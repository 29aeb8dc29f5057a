/** Windows nearer to each other than this show nothing, days; and a phase starts no earlier than this before it. */
export const leastDays = 70;
export const mostDaysBefore = 420;
/** Fewer pupils without help are no comparison. */
export const fewestOthers = 20;
