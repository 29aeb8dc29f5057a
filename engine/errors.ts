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
  'folder-unreadable': [
    'bad-input',
    '{path} cannot be read as a data folder: {why}. Name the folder that holds pupils, windows and assessments.',
  ],
  'file-missing': [
    'bad-input',
    '{file} is missing from {folder}. Add it as .csv, .parquet, .arrow or a sheet of that name.',
  ],
  'column-missing': [
    'bad-input',
    '{file}: the column {column} is missing. Add it; its first row should name the columns.',
  ],
  'file-unreadable': ['bad-input', '{file} cannot be read ({why}). Check that it is a file and that you may read it.'],
  'file-empty': ['bad-input', '{file} is empty. Export it again, with a first row that names the columns.'],
  'file-twice': ['bad-input', '{file} is there more than once: {files}. Keep one.'],
  'mended-of-other-file': [
    'bad-input',
    '{file} was made for another version of {of}. Remove it, or have the rows listed again (same-start check DATA --rejects FOLDER) and mend those.',
  ],
  'mended-row-unknown': [
    'bad-input',
    '{file} row {row}: {of} has no such row. Keep the column not_used_row as it was written.',
  ],
  'file-not-text': ['bad-input', '{file} is not text in UTF-8: {why}. Save it again as “CSV UTF-8 (comma delimited)”.'],
  'nothing-to-convert': ['bad-input', '{files}: no pupil and no result could be made out. {why}'],
  'mapping-unreadable': ['bad-input', 'The mapping cannot be used: {why}. Convert without it for a new proposal.'],
  'answer-not-understood': [
    'bad-input',
    '{file} row {row}: the answer “{answer}” is not understood. Leave it empty to take the proposal, write - to leave out, or write what it is, as the proposal does.',
  ],
  'folder-in-use': ['bad-input', '{folder} holds other files. Name a new folder: nothing is overwritten.'],
  'workbook-protected': [
    'bad-input',
    '{file} is protected by a password. Save a copy without the password (Excel: File, Info, Protect Workbook, Encrypt with Password, and leave it empty) and bring the copy.',
  ],
  'workbook-old': [
    'bad-input',
    '{file} is a workbook of the old kind (.xls). Open it, save it as “Excel Workbook (.xlsx)” and bring that.',
  ],
  'file-damaged': ['bad-input', '{file} cannot be opened: {why}. Export it again.'],
  'rows-damaged': ['bad-input', '{file} row {row}: {why}. Mend it and run again; rows like it: {count}.'],
  'too-many-columns': ['bad-input', '{file} has {count} columns; at most {most} are read. Export only what is needed.'],
  'column-twice': ['bad-input', '{file}: the column {column} is there twice. Remove or rename one.'],
  'too-many-subjects': [
    'bad-input',
    '{file} names {count} subjects; at most {most} are read. Check that the column subject holds subjects.',
  ],
  'too-many-rejects': [
    'bad-input',
    '{file}: more than a million rows cannot be used, the first one row {row}, {column}: {why} Check that it is the file you meant.',
  ],
  'nothing-to-analyse': ['bad-input', '{folder} holds no result that can be analysed: {why}'],
  // the policy file
  'policy-not-an-object': ['bad-input', 'policy: {key} must be an object of settings, in braces.'],
  'policy-unknown-key': ['bad-input', 'policy: there is no setting {key}. The settings there are {known}.'],
  'policy-value': ['bad-input', 'policy: {key} is {value}; it must be {range} (default {default}).'],
  'policy-conflict': ['bad-input', 'policy: {key} {why}.'],
  // a run folder
  'run-table-faulty': ['fault', 'The run was not written: table {table}, {column}: {why}. Please report this.'],
  'run-not-written': [
    'bad-input',
    'The run could not be written to {folder}: {why}. Nothing was published. Free some space or choose another folder.',
  ],
  'run-missing': ['bad-input', 'There is no run at {folder}. Make one with same-start run DATA --out RUNS.'],
  'run-incomplete': [
    'bad-input',
    'The run at {folder} is not whole: {why}. Copy the folder again in full, or run the analysis again.',
  ],
  'run-newer': [
    'bad-input',
    'The run at {folder} was written by a newer Same Start (layout {format}; this one reads {known}). Update Same Start, or run the analysis again.',
  ],
  'run-column-missing': ['bad-input', 'Table {table} of a run has no column {column}.'],
  'run-column-unreadable': [
    'bad-input',
    'The run at {folder} cannot be read by this version of Same Start: table {table}, {column}: {why}. Run the analysis again.',
  ],
  'reference-needed': [
    'bad-input',
    'The policy compares with a saved reference (reference: norms). Name one with --reference, or set reference to cohort or pooled.',
  ],
  'reference-unreadable': [
    'bad-input',
    'The reference {file} cannot be read: {why}. Give a .json file of a run’s reference folder, or that folder.',
  ],
  // the command line
  'unknown-world': ['bad-input', 'There is no world {world}. The worlds there are: {known}.'],
  'folder-taken': ['bad-input', '{path} already holds files. Choose another folder, or remove this one first.'],
  'folder-not-written': ['bad-input', '{path} cannot be written: {why}. Choose another folder.'],
  'disk-refused': [
    'bad-input',
    '{path} cannot be used ({why}). Check that it is there, that there is room, and that you may write to it.',
  ],
  'unknown-command': ['bad-input', 'There is no command {command}. Run same-start --help to see them all.'],
  'unknown-option': ['bad-input', '{command} does not take {option}. Run same-start {command} --help.'],
  'missing-argument': ['bad-input', '{command} needs {argument}. Run same-start {command} --help.'],
  'port-taken': ['bad-input', 'Port {port} on {host} is in use by another program. Choose one with --port.'],
  'address-refused': [
    'bad-input',
    'The pages cannot be opened at {host}, port {port} ({why}). Choose another with --host or --port.',
  ],
  'policy-unreadable': ['bad-input', 'The policy {file} cannot be read: {why}.'],
  // numbers handed to an estimator
  'lengths-differ': ['bad-input', '{what} has {length} values where {expected} are needed.'],
  'not-finite': ['bad-input', '{what} holds a value that is not a finite number, at row {row}. Remove the row first.'],
  'tau-outside': ['bad-input', 'A quantile level must lie strictly between 0 and 1; {tau} does not.'],
  'weight-not-positive': ['bad-input', 'A weight must be a positive number; row {row} has {weight}.'],
  'knots-unordered': ['bad-input', 'The knots must not decrease and must lie strictly between the boundaries; {why}.'],
  'design-empty': ['bad-input', 'There is nothing to fit: {why}.'],
  'setting-invalid': ['bad-input', 'The setting {setting} cannot be {value}: {why}.'],
  // windows
  'window-unknown': ['bad-input', 'There is no window {window}. The windows there are {known}.'],
  // scales
  'two-instruments': [
    'bad-input',
    'A difference in points between {earlier} and {later} means nothing: they are two tests. Compare positions instead.',
  ],
  'no-difference': [
    'bad-input',
    'A difference in points on {scale} means nothing: each {class} test is a new one. Compare positions instead.',
  ],
  // the record
  'record-missing': [
    'bad-input',
    '{path} is missing or empty, but there was a record: {sign} is still here. Put a copy back (same-start records restore FILE); to begin an empty record instead, move that away first.',
  ],
  'record-none': [
    'bad-input',
    'There is no record at {path}. Name the folder that holds record.db with --records, or the folder of runs with --runs.',
  ],
  'record-key-missing': [
    'bad-input',
    '{key} is missing; without it the record {path} cannot be read. Put back the key file it was made with, or give its 64 digits in SAME_START_KEY.',
  ],
  'record-key-invalid': ['bad-input', 'The key of the record must be 64 hex digits.'],
  'record-not-opened': [
    'bad-input',
    'The record {path} does not open with this key, or is damaged. Put back the key file it was made with, or a copy: same-start records restore FILE.',
  ],
  'record-damaged': [
    'bad-input',
    'The record {path} is damaged: {why}. Nothing was changed. Keep it as it is and put a copy back: same-start records restore FILE.',
  ],
  'record-chain-broken': [
    'bad-input',
    'The audit of the record {path} is not as it was written: at entry {entry} {why}. Nothing was changed. Compare it with a copy (same-start records verify FILE), or put one back: same-start records restore FILE.',
  ],
  'record-newer': [
    'bad-input',
    'The record could not be brought up to date: it may have been written by a newer version of Same Start. Nothing was changed; start that version.',
  ],
  'copy-in-the-way': ['bad-input', '{file} is there already. Name a new file: nothing is overwritten.'],
  'copy-missing': ['bad-input', 'There is no copy at {file}. Check the path.'],
  'passphrases-unknown': [
    'bad-input',
    'The record {path} cannot be read, so nobody can tell which people were disabled and which passphrases were changed since the copy. Say --passphrases end (everyone gets a new link; safe) or --passphrases keep.',
  ],
  'pupil-unknown': [
    'bad-input',
    'Nothing is held of a pupil {pupilId} of {school}. Write the school as the results name it, and the identifier of the school’s files.',
  ],
  'record-held': [
    'bad-input',
    'The record {path} is open in another Same Start. One server works on a record: stop the other one first.',
  ],
} as const satisfies Record<string, readonly ['bad-input' | 'fault', string]>;

/** A code of the catalogue of errors. */
export type ErrorCode = keyof typeof errorCatalogue;
/** What rides on an error and fills the slots of its sentence. */
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
