import { Problem } from '../../api/client';
import { useSession } from '../../session/session';
import type { Draft, Written } from './draft';

/** Where something is kept on this device: whoever shares a phone neither sees nor sends what another one wrote. */
export interface Place {
  /** Id of the person who writes. */
  owner: string;
  /** Code of the mission, or `nouvelle`. */
  mission: string;
}

/** What was sent and has no answer yet: sent again unchanged, it is done once. */
export interface Attempt {
  key: string;
  body: Written;
}

/** As it was left on this device; what another version of the app wrote is not taken. */
interface Kept {
  version: 2;
  day: string;
  draft: Draft;
  attempt?: Attempt | undefined;
}

export function usePlace(mission: string): Place {
  const { data: person } = useSession();
  return { owner: person?.id ?? '', mission };
}

export function keepDraft(place: Place, draft: Draft): void {
  keep(place, draft, keptDraft(place)?.attempt);
}

export function keptDraft(place: Place): Kept | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(nameOf(place)) ?? 'null') as Kept | null;
    return kept?.version === 2 ? kept : undefined;
  } catch {
    return undefined;
  }
}

export function forgetDraft(place: Place): void {
  localStorage.removeItem(nameOf(place));
}

/**
 * Sends what is written so that it is done once, however often an answer is lost: what had no answer goes again as it was,
 * then what was changed since.
 * @throws {Problem} when it is refused
 */
export async function sendOnce<Answer>(
  place: Place,
  draft: Draft,
  {
    body,
    send,
    change,
  }: { body: Written; send: (attempt: Attempt) => Promise<Answer>; change: (done: Answer) => Promise<Answer> },
): Promise<Answer> {
  const earlier = keptDraft(place)?.attempt;
  const attempt = earlier ?? { key: crypto.randomUUID(), body };
  keep(place, draft, attempt);
  const isSame = JSON.stringify(attempt.body) === JSON.stringify(body);
  let done: Answer;
  try {
    done = await send(attempt);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    keep(place, draft, undefined);
    if (isSame) throw error;
    return sendOnce(place, draft, { body, send, change });
  }
  return isSame ? done : change(done);
}

function keep(place: Place, draft: Draft, attempt: Attempt | undefined): void {
  const kept: Kept = { version: 2, day: new Date().toISOString().slice(0, 10), draft, attempt };
  localStorage.setItem(nameOf(place), JSON.stringify(kept));
}

function nameOf({ owner, mission }: Place): string {
  return `mission-draft:${owner}:${mission}`;
}
