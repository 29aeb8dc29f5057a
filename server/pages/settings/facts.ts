import type { PolicySetting } from '../../../engine/index.ts';
import type { PolicySettingRow } from '../../records/settings/policy-settings.ts';
import type { UnsavedSettings } from './stated-of.ts';

export interface ShownSetting extends PolicySetting {
  /** With which the next results are made. */
  readonly now: number;
  /** What this school (or the trust, on its page) states. */
  readonly own: number | undefined;
  readonly ofTrust: number | undefined;
}

/** Who comes into a part of the list and who goes out of it. */
export interface PreviewPart {
  readonly title: string;
  /** Counts in words: small ones are withheld from those who see no names. */
  readonly more: string;
  readonly fewer: string;
  readonly moreNames: readonly string[];
  readonly fewerNames: readonly string[];
}

/** Whom the newest results would have listed. */
export interface Preview {
  /** None where nothing that decides over the list differs. */
  readonly parts: readonly PreviewPart[];
  /** Names of the settings that differ and list nobody else. */
  readonly sameList: readonly string[];
  /** And of those of which only the next results can tell. */
  readonly next: readonly string[];
}

export interface SettingsPage {
  /** '' is the trust. */
  readonly school: string;
  /** To choose from, for whoever looks after all of them. */
  readonly schools: readonly string[];
  readonly settings: readonly ShownSetting[];
  readonly versions: readonly PolicySettingRow[];
  readonly people: ReadonlyMap<string, string>;
  readonly unsaved: UnsavedSettings | undefined;
  readonly preview: Preview | undefined;
  readonly hasResults: boolean;
  readonly token: string;
}
