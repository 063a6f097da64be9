import type { Progress } from './options';

/** Why something can't be used here, as a sentence for whoever started the program. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

/** @throws {Unavailable} when it takes longer; what it was doing goes on, so it must end by itself */
export async function within<T>(seconds: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Unavailable(`${what} took more than ${seconds} s`)), seconds * 1_000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

export interface Candidate<T> {
  name: string;
  start(): Promise<T>;
}

/** The first candidate that starts. @throws the last one's error */
export async function firstOf<T>(candidates: Candidate<T>[], progress: Progress): Promise<T> {
  for (const [place, { name, start }] of candidates.entries()) {
    try {
      return await start();
    } catch (error) {
      if (place === candidates.length - 1) throw error;
      progress(`${name}: not used, ${sentence(error)}.`);
    }
  }
  throw new Unavailable('There is nothing to choose from.');
}

export function sentence(error: unknown): string {
  const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return first.replace(/\.$/, '');
}
