/** 1900-01-01 and 2100-12-31, days since 1970-01-01: a date outside is a slip of the pen. */
export const firstKnownDay = -25_567;
export const lastKnownDay = 47_846;
