/**
 * The one catalogue of errors. Each names what is wrong, where, and what to do; `{slots}` are filled from the values that
 * ride on the error. `bad-input` leaves exit code 2 (the user can mend it), `fault` leaves 1 (we must).
 */
export const errorCatalogue = {
  // reading a data folder
  'folder-missing': [
    'bad-input',
    'There is no data folder at {path}. Check the path, or make one with same-start simulate.',
  ],
  'file-missing': [
    'bad-input',
    '{file} is missing from {folder}. Add it as .csv, .parquet, .arrow or a sheet of that name.',
  ],
  'column-missing': [
    'bad-input',
    '{file}: the column {column} is missing. Add it; its first row should name the columns.',
  ],
  'nothing-to-analyse': ['bad-input', '{folder} holds no result that can be analysed: {why}'],
  // the command line
  'unknown-command': ['bad-input', 'There is no command {command}. Run same-start --help to see them all.'],
  'unknown-option': ['bad-input', '{command} does not take {option}. Run same-start {command} --help.'],
  'missing-argument': ['bad-input', '{command} needs {argument}. Run same-start {command} --help.'],
} as const satisfies Record<string, readonly ['bad-input' | 'fault', string]>;

export type ErrorCode = keyof typeof errorCatalogue;
export type ErrorValues = Readonly<Record<string, string | number>>;

/** An error of the catalogue. `message` is the filled sentence; `values` are for programs; `exitCode` is 2 or 1. */
export class SameStartError extends Error {
  readonly code: ErrorCode;
  readonly values: ErrorValues;
  readonly exitCode: 1 | 2;

  constructor(code: ErrorCode, values: ErrorValues = {}, options?: ErrorOptions) {
    const [kind, template] = errorCatalogue[code];
    super(fillSlots(template, values), options);
    this.name = 'SameStartError';
    this.code = code;
    this.values = values;
    this.exitCode = kind === 'bad-input' ? 2 : 1;
  }
}

function fillSlots(template: string, values: ErrorValues): string {
  return template.replace(/\{(\w+)\}/g, (slot, name: string) => String(values[name] ?? slot));
}
