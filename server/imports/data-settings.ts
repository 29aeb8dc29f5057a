/** What the data page needs of the machine. */
export interface DataSettings {
  /** Private folder beside the record where brought files are kept until they are analysed, a day at most. */
  readonly files: string;
  /** Folder of runs. */
  readonly runs: string;
  /** Data folders on this machine that may be analysed again. */
  readonly folders: readonly string[];
  readonly limits?: Partial<UploadLimits>;
}

export interface UploadLimits {
  /** Files of one form. */
  readonly files: number;
  /** Bytes of one file. */
  readonly fileBytes: number;
  /** Bytes of all files of one form. */
  readonly totalBytes: number;
  /** Bytes of one school's files that lie on the disk at a time, with what was made of them. */
  readonly schoolBytes: number;
}

/** A trust's export of six years is under 100 MB; the engine reads text up to 200 MB. */
export const usualLimits: UploadLimits = {
  files: 20,
  fileBytes: 200_000_000,
  totalBytes: 400_000_000,
  schoolBytes: 2_000_000_000,
};
