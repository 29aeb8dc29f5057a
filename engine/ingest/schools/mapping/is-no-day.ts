/** Whether a text is what systems write where there is no day: 00/01/1900 (Excel’s 0), 0000-00-00, 0. */
export function isNoDay(text: string): boolean {
  return /^(?:0|00?[/.-]0?[01][/.-](?:1900|0000)|1900-01-00|0000-00-00)(?:[ T].*)?$/.test(text);
}
