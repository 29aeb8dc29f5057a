import type { Command } from './command.ts';
import { simulateOptions } from './simulate-options.ts';

/** One command as `--help` tells it and `main` finds it. Its code is loaded only when it is called. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  readonly teaches: string;
  readonly options: readonly (readonly [flag: string, meaning: string])[];
  readonly examples: readonly (readonly [line: string, does: string])[];
  readonly load: () => Promise<Command>;
}

/** Every command, in the order of an evening's work. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'check',
    summary: 'reads a data folder and says what is wrong with it, and what to do',
    usage: 'same-start check DATA [--html FILE] [--rejects FOLDER] [--mended FOLDER]',
    teaches:
      'DATA is a folder with pupils, windows and assessments (.csv, .parquet, .arrow or one .xlsx). Every pupil on roll and every row is counted; whatever cannot be used is listed with its file, row, column, reason and what to do. Rows are never deleted or changed. Doubts (a jump, a score hardly anyone has, one mark for a whole class, a subject under two names) are shown and left in. Exit code 2 where nothing could be analysed.',
    options: [
      ['--html FILE', 'writes the report as a page too, with coverage of every class and window'],
      ['--rejects FOLDER', 'writes the rows not used as CSV, one file a table, to mend in a spreadsheet'],
      ['--mended FOLDER', 'takes those files back: mended rows are read in the places of the old ones from now on'],
    ],
    examples: [
      ['same-start check data-samples/oakfield-trust', 'the data report of the sample trust'],
      [
        'same-start check autumn-2026 --rejects to-mend',
        'then correct to-mend/assessments-not-used.csv and save it as CSV',
      ],
      ['same-start check autumn-2026 --mended to-mend', 'the corrected rows count, and nothing counts twice'],
    ],
    load: async () => (await import('./check.ts')).checkCommand,
  },
  {
    name: 'run',
    summary: 'analyses a data folder and writes one run',
    usage:
      'same-start run DATA --out RUNS [--policy FILE] [--window W] [--baseline W] [--reference FILE] [--previous RUN|none] [--format parquet,csv]',
    teaches:
      'Compares every pupil with pupils who started alike and with the pupil’s own earlier rate, and writes the result into a folder of its own in RUNS, whole or not at all. The same data, policy and engine give the same folder again. Its path is printed last.',
    options: [
      ['--out RUNS', 'where runs are kept; made where it is missing'],
      ['--policy FILE', 'settings that differ from the defaults (JSON); default DATA/policy.json where there is one'],
      ['--window W', 'the window to look from; default the newest'],
      ['--baseline W', 'the window progress is counted from; default the one nearest to a year before'],
      ['--reference FILE', 'compare with what an earlier run fitted: a file of its reference folder, or the run'],
      ['--previous RUN|none', 'the run to compare the list with; default the newest of the same schools in RUNS'],
      ['--format parquet,csv', 'Parquet is always written; csv adds the same tables as text'],
    ],
    examples: [
      ['same-start run data-samples/oakfield-trust --out runs', 'the usual evening'],
      ['same-start run autumn-2026 --out runs --format parquet,csv', 'and tables to open in a spreadsheet'],
      ['same-start run autumn-2026 --out runs --baseline "Autumn 2025"', 'progress since a window you name'],
    ],
    load: async () => (await import('./run.ts')).runCommand,
  },
  {
    name: 'runs',
    summary: 'lists the runs of a folder, says what changed from one to another; withdraws or prunes them',
    usage:
      'same-start runs list | compare EARLIER LATER | withdraw RUN --because WHY | prune [--do]  [--runs RUNS] [--records FOLDER]',
    teaches:
      'list names every run, newest first, with its window, schools, pupils and version; exit code 2 where one cannot be opened. compare says who is listed now and was not, or was and is no longer (by identifier), who joined or left, which scores came late, were corrected or are gone, and which settings differ. EARLIER and LATER are identifiers as list prints them, or folders. withdraw takes a run back from staff, with the reason, as the page Data does. prune shows drafts and withdrawn runs of a window of which the same schools have a newer run and which nobody has met about, and removes them with --do. Both need the pages stopped.',
    options: [
      ['--runs RUNS', 'the folder of runs; default ./runs'],
      ['--records FOLDER', 'the folder of the record, where it is another one'],
      ['--because WHY', 'withdraw: the reason, which staff who see drafts read'],
      ['--do', 'prune: removes what is only shown without it'],
    ],
    examples: [
      ['same-start runs list --runs runs', 'what is there'],
      [
        'same-start runs compare 2026-06-22-0c1f2e3d4a5b 2026-11-16-4d24c215bcdc --runs runs',
        'before a list is given to anybody: what is new in it',
      ],
    ],
    load: async () => (await import('./runs/runs.ts')).runsCommand,
  },
  {
    name: 'reference',
    summary: 'fits what runs are compared with, once for many',
    usage: 'same-start reference DATA --out REF [--policy FILE] [--window W]',
    teaches:
      'For an authority, a large trust or a country: DATA, everything or a sample of it, is analysed once, and only what was fitted is kept, in a new folder REF. No pupil stands in it. Each part is then a run of its own with --reference REF, on whatever machine: scores are placed, growth percentiles, true trajectories, criteria and the order of lists come out to the bit as in one run of everything under that reference. Targets of pupils with a need look for peers in the run’s own schools.',
    options: [
      ['--out REF', 'a new folder'],
      ['--policy FILE', 'settings that differ from the defaults (JSON)'],
      ['--window W', 'the window to look from; default the newest'],
    ],
    examples: [
      ['same-start reference everything --out reference-2026', 'once'],
      ['same-start run authority-a --out runs-a --reference reference-2026', 'for each part, anywhere'],
    ],
    load: async () => (await import('./runs/reference.ts')).referenceCommand,
  },
  {
    name: 'part',
    summary: 'puts a run’s tables into a dataset of many runs',
    usage: 'same-start part RUN --out SET --authority CODE',
    teaches:
      'Each table becomes one Parquet dataset, split by schema_version, run_window and authority, that DuckDB, Spark and Trino read as one table: SET/growth/schema_version=1/run_window=2026-11/authority=E08000001/part.parquet. A later run of the same authority and window takes the earlier one’s place.',
    options: [
      ['--out SET', 'the folder of the dataset; made where it is missing'],
      ['--authority CODE', 'letters, digits, - and _'],
    ],
    examples: [
      ['same-start part runs-a/2026-11-16-4d24c215bcdc --out national --authority E08000001', 'after its run'],
    ],
    load: async () => (await import('./runs/part.ts')).partCommand,
  },
  {
    name: 'verify',
    summary: 'makes a run again and compares it byte by byte',
    usage: 'same-start verify RUN DATA [--previous RUN] [--reference FILE]',
    teaches:
      'RUN is the folder of a run, DATA the data it was made from. The analysis is made again with the settings the run holds, beside it and not in its place, and every file is compared. What differs is named, and why: the data, the version, what it was compared with, or files that were changed after they were written. Exit code 0 where all is the same, 2 where anything differs.',
    options: [
      ['--previous RUN', 'the run it was compared with, where that is no longer beside it'],
      ['--reference FILE', 'the reference it was compared with, where it was given one'],
    ],
    examples: [
      ['same-start verify runs/2026-11-16-4d24c215bcdc autumn-2026', 'whether the list is what the data says'],
    ],
    load: async () => (await import('./runs/verify.ts')).verifyCommand,
  },
  {
    name: 'serve',
    summary: 'shows runs as web pages, on this machine',
    usage:
      'same-start serve --runs RUNS [--host 127.0.0.1] [--port 3000] [--data DATA] [--records FOLDER] [--url URL] [--proxy ADDRESS] [--certificate FILE --certificate-key FILE] [--link yes|no] [--backup FOLDER [--keep 14]] [--uploads MB] [--inbox FOLDER [--mail-to ADDRESS]] [--log FOLDER]',
    teaches:
      'Prints an address to sign in at, once, as headteacher. Only this machine can reach it, and it asks no other machine for anything. Runs hold identifiers; names come from DATA into the encrypted record. Stop with Ctrl+C. For several people: give --url, the https address they open; sign in by the printed address, open People, add the others (yourself too, with a sign-in name) and hand each a sign-in link. Once a headteacher can sign in with a passphrase, no address is printed any more. https comes from a proxy in front (nginx, Caddy, IIS) that sends X-Forwarded-For and X-Forwarded-Proto, or from a certificate given here. With the school’s own accounts (Microsoft, Google, any OpenID Connect), set the variables below; nobody gets in who is not on the People page.',
    options: [
      ['--runs RUNS', 'the folder same-start run writes into'],
      ['--host HOST', 'address to listen on; default 127.0.0.1, this machine only; another one needs --url'],
      ['--port PORT', 'default 3000; 0 takes any that is free'],
      ['--data DATA', 'data folder whose names are read into the record'],
      ['--records FOLDER', 'where the record (names, decisions, audit) is kept'],
      ['--url URL', 'https address that people open, without a path; cookies are then sent over https only'],
      ['--proxy ADDRESS', 'proxies that are believed, with commas between; default with --url: one on this machine'],
      ['--certificate FILE', 'certificate (PEM) to serve https with, where there is no proxy'],
      ['--certificate-key FILE', 'and its key'],
      ['--link yes|no', 'print a one-time address, or not; default: until a headteacher can sign in otherwise'],
      ['--backup FOLDER', 'copies the record there every night, each copy gone through before it counts'],
      ['--keep N', 'copies kept there; default 14'],
      ['--uploads MB', 'megabytes that a school’s brought files may take on the disk; default 2000'],
      [
        '--log FOLDER',
        'a JSON line an answer, fault and event, by pattern and code, naming nobody; two weeks are kept',
      ],
      ['--inbox FOLDER', 'makes drafts of the files that arrive there; see same-start watch --help'],
      ['--mail-to ADDRESS', 'who gets a message, without names, of what waits there and what was drafted'],
      ['SAME_START_KEY', 'the record’s key, 64 hex digits; default a key file beside the record'],
      ['SAME_START_OIDC_ISSUER', 'the school’s sign-in, such as https://accounts.google.com'],
      [
        'SAME_START_OIDC_CLIENT_ID',
        'what it calls Same Start; it must send people back to URL/sign-in/school/callback',
      ],
      ['SAME_START_OIDC_CLIENT_SECRET', 'its secret; from the environment only'],
      ['SAME_START_OIDC_NAME', 'what people call it, for the button: “Sign in with …”'],
      [
        'SAME_START_OIDC_TRUST_ADDRESSES',
        'yes: an issuer of this school’s accounts alone that sends no email_verified',
      ],
    ],
    examples: [
      ['same-start serve --runs runs', 'pages at http://127.0.0.1:3000, for one person'],
      [
        'same-start serve --runs runs --data autumn-2026 --url https://progress.school.example',
        'for the staff, behind a proxy on the same machine',
      ],
    ],
    load: async () => (await import('./serve.ts')).serveCommand,
  },
  {
    name: 'watch',
    summary: 'makes drafts of the files that arrive in a folder',
    usage:
      'same-start watch INBOX --out RUNS [--once] [--settle 60] [--records FOLDER] [--url URL] [--mail-to ADDRESS]',
    teaches:
      'Files that lie in INBOX, or in one folder of it, belong together. Once none of them has changed for a minute they are read with the layout the school’s files had last time, checked, analysed, and kept as a draft that the headteacher or SENCO releases. What is not clear waits on the page Data, and goes on by itself once it is answered there. Beside the files a report says what became of them. The files stay where they are; the same files again do nothing. --once looks once, for a scheduled task: exit code 0 where nothing waits for a person, 2 where something does. Where the pages are served, serve --inbox does the same: one program works on a record at a time.',
    options: [
      ['--out RUNS', 'the folder of runs; its record is in RUNS/.record'],
      ['--once', 'looks once and ends'],
      ['--settle SECONDS', 'for how long no file may have changed; default 60'],
      ['--records FOLDER', 'the folder of the record, where it is another one'],
      ['--url URL', 'where the pages are, for messages'],
      ['--mail-to ADDRESS', 'who gets a message, without names, of what waits and what was drafted'],
      ['SAME_START_SMTP', 'the mail server: smtps://user:password@mail.school.example; nothing is sent without it'],
      ['SAME_START_MAIL_FROM', 'the sender; default the address of --mail-to'],
      ['SAME_START_KEY', 'the record’s key, 64 hex digits; default the key file beside the record'],
    ],
    examples: [
      ['same-start watch inbox --out runs --once', 'every night, from a scheduled task'],
      ['same-start serve --runs runs --inbox inbox', 'the pages, and the inbox watched by the same program'],
    ],
    load: async () => (await import('./watch.ts')).watchCommand,
  },
  {
    name: 'upgrade',
    summary: 'brings the record up to this version, after a copy',
    usage: 'same-start upgrade [--runs RUNS] [--records FOLDER]',
    teaches:
      'With the pages of the version before stopped: goes through the record, copies it as it is, lays it out as this version needs it, goes through it again, and says how to go back. serve does the same when it first opens the record; upgrade does it before anybody waits. Runs need nothing: those of earlier versions stay readable.',
    options: [
      ['--runs RUNS', 'the folder of runs; its record is in RUNS/.record; default ./runs'],
      ['--records FOLDER', 'the folder of the record, where it is another one'],
      ['SAME_START_KEY', 'the record’s key, 64 hex digits; default the key file beside the record'],
    ],
    examples: [['same-start upgrade --runs runs', 'after a newer version was put beside the one before']],
    load: async () => (await import('./upgrade.ts')).upgradeCommand,
  },
  {
    name: 'records',
    summary: 'copies, restores and checks the record; prunes it, and tells or erases one pupil',
    usage:
      'same-start records backup FILE | restore FILE [--passphrases end|keep] | verify [FILE] | rotate-key | prune [--until DATE] [--do] | about SCHOOL PUPIL --out FOLDER | erase SCHOOL PUPIL [--do]  [--runs RUNS] [--records FOLDER]',
    teaches:
      'Runs can be made again from the same files; what people decided cannot. backup copies the record into one encrypted file, while the pages go on, and goes through the copy before it gets its name. restore puts a copy in the record’s place: the pages must be stopped; what stood there is moved aside; people disabled since the copy stay disabled, passphrases changed since do not work again. verify goes through every page and the chain of the audit, in which a row that was taken out, changed or put in shows. rotate-key encrypts the record under a new key. A copy opens with the key the record had when it was made: keep keys apart from copies. prune shows what has been kept for its time, as counts by school and kind, and with --do removes it, after a copy: pupils who are on the roll lose nothing; of those who have left, most is kept until the 25th birthday and the SEN file until the 31st, or as the school has decided in retention.json beside the record. about writes all that record and runs hold of one pupil, for a family that asks, as a page and as JSON. erase shows what erasing one pupil removes and what stays and why, and does it with --do. Both with --do need the pages stopped.',
    options: [
      ['--runs RUNS', 'the folder of runs; its record is in RUNS/.record; default ./runs'],
      ['--records FOLDER', 'the folder of the record, where serve was given one'],
      ['--passphrases end|keep', 'restore, where the record cannot be read: whether passphrases go on working'],
      ['--until DATE', 'prune: what is due on that day; default today'],
      ['--do', 'prune, erase: does what is only shown without it'],
      ['--out FOLDER', 'about: where the two files are written'],
      ['SAME_START_KEY', 'the record’s key, 64 hex digits; default the key file beside the record'],
    ],
    examples: [
      ['same-start records backup copies/monday.db --runs runs', 'a copy, while the pages are served'],
      ['same-start records verify copies/monday.db --runs runs', 'what the copy holds, and that it is whole'],
      ['same-start records restore copies/monday.db --runs runs', 'after a crash, with the pages stopped'],
      ['same-start records prune --runs runs', 'what would be removed today'],
      ['same-start records about "Oak Primary" H801200001001 --out request --runs runs', 'for a family that asks'],
    ],
    load: async () => (await import('./records.ts')).recordsCommand,
  },
  {
    name: 'doctor',
    summary: 'says what is wrong with this machine, its runs, the record and its copies, and what to do',
    usage: 'same-start doctor [--runs RUNS] [--records FOLDER] [--backup FOLDER]',
    teaches:
      'Looks and changes nothing: memory, room on the disk, runs that cannot be opened, every page of the record and the chain of its audit, who can read its key, a clock that was set back, and the newest copy. One line each; MEND stands before what somebody must do. Exit code 0 where nothing is wrong, 2 where something is, so that a scheduled task can tell.',
    options: [
      ['--runs RUNS', 'the folder of runs; default ./runs'],
      ['--records FOLDER', 'the folder of the record, where serve was given one; default RUNS/.record'],
      ['--backup FOLDER', 'the folder of nightly copies: the newest is opened and gone through'],
    ],
    examples: [['same-start doctor --runs runs --backup copies', 'after an installation, and every morning']],
    load: async () => (await import('./doctor.ts')).doctorCommand,
  },
  {
    name: 'start',
    summary: 'analyses the sample trust, unless there is a run already, and serves it',
    usage: 'same-start start [--runs RUNS] [--data DATA] [--host 127.0.0.1] [--port 3000] [--records FOLDER]',
    teaches: 'What npm start does: the shortest way to see the pages.',
    options: [
      ['--runs RUNS', 'default ./runs'],
      ['--data DATA', 'default the sample trust, data-samples/oakfield-trust'],
      ['--host HOST, --port PORT, --records FOLDER', 'as for serve'],
    ],
    examples: [['npm start', 'the sample trust in a browser']],
    load: async () => (await import('./start.ts')).startCommand,
  },
  {
    name: 'growth',
    summary: 'conditional growth percentiles for any table',
    usage:
      'same-start growth TABLE --out FILE --outcome y --priors x1,x2 [--by cols] [--sem cols] [--rule midpoint|sgp]',
    teaches:
      'For researchers: of 100 who had the same earlier scores, how many made less progress? By exact quantile regression on a cubic B-spline of the priors, one fit a group of --by.',
    options: [
      ['--outcome y', 'column of the later score'],
      ['--priors x1,x2', 'columns of the earlier scores, the latest first'],
      ['--by cols', 'a fit for each group, such as year and subject'],
      ['--sem cols', 'columns of standard errors (of y, then of the priors), for a 90 % range'],
      ['--rule midpoint|sgp', 'how a score between two quantiles is placed; sgp counts as the SGP package does'],
      ['--out FILE', '.csv or .parquet, rows and columns of TABLE and the percentile'],
    ],
    examples: [
      ['same-start growth scores.csv --outcome score_2026 --priors score_2025 --by subject --out growth.csv', ''],
    ],
    load: async () => (await import('./growth/growth.ts')).growthCommand,
  },
  {
    name: 'simulate',
    summary: 'makes a data folder and, beside it, the truth behind it',
    usage: 'same-start simulate DATA --seed S [--world NAME] [--pupils N] …',
    teaches:
      'For trying things out and for proving them: made-up pupils whose true positions are known. The same seed gives the same files. DATA-truth says who was slowed, from when and by how much.',
    options: simulateOptions,
    examples: [['same-start simulate practice --pupils 2000 --seed 7', 'a trust to practise on']],
    load: async () => (await import('./simulate.ts')).simulateCommand,
  },
  {
    name: 'convert',
    summary: 'turns a school’s own exports into a data folder',
    usage: 'same-start convert FILE… --out DATA [--mapping FILE] [--answers FILE] [--yes]',
    teaches:
      'Give every file of the term at once, of one school or several: the sheet or long export of the management system (CSV or XLSX, any encoding), a Common Transfer File, OneRoster CSV (or its folder), a test publisher’s CSV, Parquet, Arrow. Columns are recognised by name and by content. What is not sure is asked, one question at a time; without a terminal nothing is converted and the questions are written as DATA/questions.csv, to print, or to answer in a spreadsheet and give back. What the columns are is remembered in DATA/mapping.json; terms, years and schools are asked again of every new file. Children are told apart by their numbers: names alone never join two rows, a likely pair is asked, and so is a number given to two children. Grades of a school’s own are asked once, lowest first. Results of leavers are kept, moves are dated, each result stays with the school of then. Every cell of a result is used, empty, or listed with its reason; the last line says how many of the results in the files will be analysed.',
    options: [
      ['--out DATA', 'data folder to write; new, empty, or from an earlier conversion'],
      ['--mapping FILE', 'the mapping.json of last term: what it settles is not asked again'],
      ['--answers FILE', 'the questions.csv it wrote, with answers; an empty one takes the proposal'],
      ['--yes', 'accepts every guess but those about children; without it, what is not sure is asked'],
    ],
    examples: [
      ['same-start convert export.xlsx --out autumn-2026', 'asks what it does not know, then writes the folder'],
      [
        'same-start convert spring.xlsx --out spring-2027 --mapping autumn-2026/mapping.json',
        'next term: the columns are known, only the term is asked',
      ],
      [
        'same-start convert elm.csv oak.csv ctf.xml --out autumn-2026',
        'two schools and a transfer file together; a child who moved is one child',
      ],
      [
        'same-start convert export.csv autumn-2026/not-used-export.csv --out autumn-2026',
        'rows that were not used, mended in a spreadsheet, go back into their places',
      ],
    ],
    load: async () => (await import('./convert.ts')).convertCommand,
  },
];
