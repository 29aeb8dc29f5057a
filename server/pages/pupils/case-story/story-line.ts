/** “Agreed: reading partner, Ms Khan, by 12 January 2027.”; '' where nothing is written. */
export function storyLine(name: string, parts: readonly (string | false)[]): string {
  const text = parts.filter(Boolean).join(', ');
  return text === '' ? '' : `${name}: ${text}${/[.!?]$/.test(text) ? '' : '.'}`;
}
