/** What can stand in the way of a page: status, title, and what the reader can do about it. `{slots}` are filled. */
export const pageErrors = {
  'wrong-host': [
    400,
    'This address is not served here',
    ['Open the pages by the address that was printed when Same Start was started.'],
  ],
  'sign-in-needed': [
    401,
    'Please sign in',
    [
      'Open the sign-in address that was printed when Same Start was started. It works once; start Same Start again for a new one.',
    ],
  ],
  'link-used': [
    401,
    'This sign-in link does not work any more',
    [
      'It works once, for three days, and not after a newer one was made for you.',
      'Have you chosen a passphrase with it? Then sign in with your sign-in name and that passphrase.',
      'Otherwise ask the headteacher for a new link.',
    ],
  ],
  'printed-link-used': [
    401,
    'This printed sign-in address does not work any more',
    [
      'It works once, within an hour, for whoever started Same Start on this machine.',
      'If that is you: stop Same Start, start it again, and open the new address it prints.',
      'Everybody else signs in with a link from the headteacher.',
    ],
  ],
  'link-unknown': [
    401,
    'This sign-in link is not known here',
    [
      'A part of it may be missing: open it by a click, or copy the whole of it.',
      'If somebody gave it to you, ask the headteacher for a new one. If it was printed when Same Start was started, start it again for a new one.',
    ],
  ],
  'wait-to-sign-in': [
    429,
    'Too many attempts',
    [
      'Wait {minutes}, then try again. If it was not you, tell the headteacher: somebody may be guessing.',
      'Forgotten the passphrase? The headteacher can make a sign-in link for you.',
    ],
  ],
  'school-sign-in-again': [
    401,
    'Signing in did not work',
    ['The answer did not fit what was asked, or came too late. Go to the home page and sign in again.'],
  ],
  'school-sign-in-away': [
    503,
    'The school’s sign-in cannot be reached',
    ['{name} does not answer at the moment. Try again in a few minutes, or sign in with a passphrase if you have one.'],
  ],
  'not-on-people-page': [
    403,
    'You cannot be let in yet',
    ['{name} knows you, but you are not on the list of people here, or no longer. The headteacher can add you.'],
  ],
  'not-https': [
    400,
    'This page is only served over https',
    [
      'Open {url} instead.',
      'If that is what you opened: the proxy in front of Same Start must send X-Forwarded-Proto and X-Forwarded-For, and its own address must be given with --proxy.',
    ],
  ],
  'changed-meanwhile': [
    409,
    'Somebody else changed this meanwhile',
    ['Nothing of yours was saved. Go back, reload the page to see their change, and make yours again.'],
  ],
  'no-such-person': [404, 'There is no such person', ['Start from the list of people.']],
  'not-allowed': [403, 'Your role does not include this page', ['You are signed in as {role}. {whom}']],
  'purpose-needed': [403, 'Names are shown for a purpose only', ['Say what you need them for.']],
  'form-too-old': [
    403,
    'This form was opened too long ago',
    ['Nothing was changed. Go back, reload the page and try again.'],
  ],
  'no-such-page': [404, 'There is no such page', ['Check the address, or start from the home page.']],
  'no-such-class': [
    404,
    'No such class, or not one of yours',
    [
      'Classes you can open are listed on the home page. Teachers see their own classes, in results of the school years in which they teach them; for cover, the headteacher can add the dates.',
    ],
  ],
  'no-such-pupil': [
    404,
    'No such pupil, or not one of yours',
    [
      'Start from your class’s list, or search by name. A pupil who joined after this run is in the next one.',
      'Teachers see the pupils of their own classes; for cover, the headteacher can add the dates.',
    ],
  ],
  'no-runs': [
    404,
    'There is nothing to show yet',
    [
      'No results have been analysed so far. With the school’s results in a folder called data, run: npx same-start run data --out {folder}',
      'To see how it looks first, run: npm start — it makes a sample trust.',
    ],
  ],
  'no-runs-yet': [
    404,
    'There is nothing to show yet',
    [
      'No results have been analysed so far. Open “Data” and choose the files your school’s system exports: pupils and results, as they are.',
      'To see how it looks first, stop Same Start and run: npm start — it makes a sample trust.',
    ],
  ],
  'not-released': [
    404,
    'The results have not been released yet',
    ['They are being checked. The headteacher or SENCO releases them to staff; then they stand here.'],
  ],
  'upload-refused': [413, 'The files were not taken', ['{problem}', 'Go back and choose them again.']],
  'no-room-for-files': [
    507,
    'There is no room for these files',
    [
      '{problem} Nothing of them was kept.',
      'Open “Data” and remove files that are no longer needed: {which}. Files go by themselves once their results are released.',
    ],
  ],
  'no-such-import': [
    404,
    'There are no such files',
    ['They may have been removed, or belong to another school. The page “Data” shows what is there.'],
  ],
  'no-place-for-files': [
    409,
    'Files cannot be brought here',
    ['This server was started without a folder for them. Start it with same-start serve or npm start.'],
  ],
  'not-all-schools': [
    403,
    'These results are of several schools',
    ['Someone who looks after all of them releases or withdraws them; you look after {school}.'],
  ],
  'no-such-run': [404, 'There is no such run', ['It may have been moved. The home page shows the newest one.']],
  'run-unreadable': [
    409,
    'This run cannot be opened',
    ['{problem}', 'Nothing is lost: run the same files again and the same run is written.'],
  ],
  'bad-request': [
    400,
    'Something in the form or address is not right',
    ['{problem}', 'Nothing was changed. Go back and try again.'],
  ],
  'disk-full': [
    503,
    'This could not be saved: the disk is full',
    [
      'There is no space left on the disk of the machine that Same Start runs on. Nothing was saved, and nothing that was there is lost.',
      'Tell whoever looks after Same Start that the disk needs space; nothing else is to be done. Then go back: what you typed is still in the form, and can be sent again.',
    ],
  ],
  'record-not-written': [
    503,
    'This could not be saved: the record cannot be written',
    [
      'The disk or the folder of the record on the machine that Same Start runs on can only be read at the moment. Nothing was saved, and nothing that was there is lost.',
      'Tell whoever looks after Same Start that its folder must be writable. Then go back: what you typed is still in the form, and can be sent again.',
    ],
  ],
  'disk-failing': [
    503,
    'The disk does not answer',
    [
      'The disk of the machine that Same Start runs on failed to read or write. Whether this was saved is not certain: look at the page again before you send it once more.',
      'Tell whoever looks after Same Start at once. Where the disk is broken, the newest copy of the record is put back on another one.',
    ],
  ],
  'views-not-written': [
    503,
    'Pages about pupils cannot be shown at the moment',
    [
      'Who looks at which pupil is written down, and that has failed for some time: the disk of the machine is full, or the folder of the record may not be written. Nothing was lost.',
      'Tell whoever looks after Same Start. As soon as it can be written again, the pages are shown.',
    ],
  ],
  'too-slow': [
    408,
    'This took too long to arrive',
    ['Nothing was saved. Go back and send it again; what you typed is still in the form.'],
  ],
  'too-many-attempts': [429, 'Too many attempts', ['Wait a minute, then try again.']],
  fault: [
    500,
    'Something went wrong on our side',
    ['Nothing was lost. Try again; if it happens again, tell whoever looks after Same Start.'],
  ],
} as const satisfies Record<string, readonly [number, string, readonly string[]]>;

export type PageErrorCode = keyof typeof pageErrors;

/** Thrown by routes; shown as a page that says what to do. */
export class PageError extends Error {
  readonly code: PageErrorCode;
  readonly statusCode: number;
  readonly values: Readonly<Record<string, string>>;

  constructor(code: PageErrorCode, values: Readonly<Record<string, string>> = {}) {
    super(pageErrors[code][1]);
    this.name = 'PageError';
    this.code = code;
    this.statusCode = pageErrors[code][0];
    this.values = values;
  }
}
