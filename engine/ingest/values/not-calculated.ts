/** What stands for a formula whose result the file does not hold: a program wrote it, and no spreadsheet has calculated it since. */
export const notCalculated = '#NOT CALCULATED!';
