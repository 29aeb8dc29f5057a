/**
 * One key for a class of a school. “Oak” with its class “A / B” is not “Oak / A” with its class “B”: names hold what they like, so
 * the two are not put together by a sign.
 */
export function classKey(school: string, className: string): string {
  return JSON.stringify([school, className]);
}
