/** Told what is being tried, taken and given up, a sentence at a time. */
export type Progress = (sentence: string) => void;

export interface BackingOptions {
  /** Where data, logs and downloads are kept: `.data` of the checkout. */
  dataDir: string;
  /** Tests may use containers and need no durability. */
  purpose: 'run' | 'tests';
  progress: Progress;
  /** Settings; those of the process by default. */
  environment?: Readonly<Record<string, string | undefined>>;
}

export interface Started<How extends string> {
  how: How;
  /** Why this one was taken, in a sentence. */
  why: string;
  /** Stops what was started here; does nothing to what was there before. */
  stop(): Promise<void>;
  /** Ends it as a power cut would, its data kept for the next start; only where it is a process of this machine. */
  crash?(): Promise<void>;
}

export const nothingToStop = (): Promise<void> => Promise.resolve();
