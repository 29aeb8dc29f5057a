/**
 * Why a row was not used, and what to do about it: one sentence each, shown beside file, row, column and value. Closed list,
 * so that reports can count by reason.
 */
export const rejectReasons = {
  'row-too-long': 'The row is longer than 1 MB. Look for a stray quotation mark or pasted text, and shorten it.',
  'quote-not-closed': 'A quotation mark opens a cell and is not closed properly. Close it, or remove it.',
  'too-few-cells': 'The row has fewer cells than the header. Add the missing separators.',
  'too-many-cells':
    'The row has more cells than the header. Put quotation marks round a cell that holds the separator.',
  'not-utf8': 'A letter in the row cannot be read. Save the file again as “CSV UTF-8”.',
  'control-character': 'The row holds an invisible character that is not text. Type the cell again.',
  'cell-missing': 'A required cell is empty. Fill it in.',
  'pupil-twice': 'Rows of the same pupil differ, so none is used. Keep one row a pupil.',
  'window-twice': 'Rows of the same window differ, so none is used. Keep one row a window.',
  'scale-twice': 'Rows of the same scale differ, so none is used. Keep one row a scale.',
  'year-group-unknown': 'The year group is not N, R or 1 to 13. Correct it.',
  'date-unreadable': 'The date is not a day of the calendar written as 2026-03-14. Write it so.',
  'date-out-of-range': 'The date is out of range: a result may lie at most a year from its window. Correct it.',
  'window-date-out-of-range': 'The date of the window lies before 1900 or after 2100. Correct it.',
  'pupil-unknown':
    'The pupil is not in the table pupils. Add the pupil there, or correct the identifier (leading zeros count).',
  'window-unknown': 'The window is not in the table windows. Add it there, or correct its name.',
  'status-unknown':
    'The status is not one of valid, absent, below-test, disapplied, floor, ceiling, withheld. Correct it.',
  'score-missing': 'There is no score. Fill it in, or give a status such as absent.',
  'score-with-status': 'The status says there is no score, yet one is given. Remove one of the two.',
  'score-not-a-number': 'The score is not a number. Correct it, or give a status such as absent.',
  'grade-unknown': 'The score is not a grade of its scale. Correct it, or add the grade to the table scales.',
  'grades-without-order':
    'The scores are words in no known order. Give their order in the table scales, column grades.',
  'score-out-of-range': 'The score lies outside the scale’s lowest and highest mark. Correct it, or the scale.',
  superseded: 'A later result of the same pupil, subject and window was used instead. Nothing to do if that is right.',
  'results-conflict':
    'Results of one pupil, subject and window differ and none is the latest, so none is used. Keep one, or date them.',
  'scale-class-unknown':
    'The class is not vertical, standardised, criterion, ordinal, age-equivalent or non-attainment. Correct it.',
  'scale-range-unreadable': 'The lowest and highest mark are not two numbers in that order. Correct them.',
  'scale-without-grades': 'An ordinal scale needs its grades, lowest first, as WTS<EXS<GDS. Add them.',
  'context-date-out-of-range':
    'The date lies before 1900 or after 2100, or the fact ends before it begins. Correct it.',
  'context-kind-unknown':
    'Only school-move, attendance, language and other may be imported; health and family facts are typed into the record by those entitled. Remove the row.',
} as const satisfies Record<string, string>;

export type RejectReason = keyof typeof rejectReasons;
