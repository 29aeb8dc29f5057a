/** One thing that happened, as a case story tells it. */
export interface StoryEvent {
  /** ISO date. */
  readonly on: string;
  readonly kind: 'results' | 'listed' | 'meeting' | 'agreed' | 'done' | 'register' | 'plan' | 'context';
  readonly lines: readonly string[];
}

export interface StoryWords {
  readonly person: (personId: string | null) => string;
  /** ISO date of the day the story is told. */
  readonly today: string;
  readonly date: (date: string) => string;
  readonly need: (need: string, note: string) => string;
  readonly status: (code: string) => string;
  readonly subject: (subject: string) => string;
}
