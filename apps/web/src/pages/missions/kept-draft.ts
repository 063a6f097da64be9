import { Problem } from '../../api/client';
import { useSession } from '../../session/session';
import type { Draft, Written } from './draft';

/** Where a mission is kept that is still to be entered. */
export const NEW_MISSION = 'nouvelle';

/** Where something is kept on this device: whoever shares a phone neither sees nor sends what another one wrote. */
export interface Place {
  /** Id of the person who writes. */
  owner: string;
  /** Code of the mission, or `NEW_MISSION`. */
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
  /** Version of the mission that the draft was begun from; nothing of a mission that is still to be entered. */
  base?: number;
  attempt?: Attempt | undefined;
}

export function usePlace(mission: string): Place {
  const { data: person } = useSession();
  return { owner: person?.id ?? '', mission };
}

export function keepDraft(place: Place, draft: Draft, base: number): void {
  const kept = keptDraft(place);
  // What was sent goes again from where it was begun.
  keep(place, kept?.attempt ? { ...kept, draft } : { draft, base });
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

interface Sending<Answer> {
  body: Written;
  /** Version that the text was begun from; 0 for a mission that is still to be entered. */
  base: number;
  send: (attempt: Attempt, base: number) => Promise<Answer>;
  /** Changes a mission that was entered by an earlier attempt and is at the version named; where `send` itself doesn't. */
  change?: (entered: Answer, version: number) => Promise<Answer>;
}

/**
 * Sends what is written so that it is done once, however often an answer is lost: what had no answer goes again as it was,
 * then what was changed since. Nothing is written over what somebody else saved after `base`.
 * @throws {Problem} when it is refused: 412 where somebody else saved since
 */
export async function sendOnce<Answer>(place: Place, draft: Draft, sending: Sending<Answer>): Promise<Answer> {
  const { body, send, change } = sending;
  const kept = keptDraft(place);
  const attempt = kept?.attempt ?? { key: crypto.randomUUID(), body };
  const base = kept?.attempt ? (kept.base ?? sending.base) : sending.base;
  keep(place, { draft, base, attempt });
  const isSame = JSON.stringify(attempt.body) === JSON.stringify(body);
  let done: Answer;
  try {
    done = await send(attempt, base);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    keep(place, { draft, base });
    if (isSame) throw error;
    return sendOnce(place, draft, { ...sending, base });
  }
  if (isSame) return done;
  if (change) return change(done, base + 1);
  keep(place, { draft, base: base + 1 });
  return sendOnce(place, draft, { ...sending, base: base + 1 });
}

function keep(place: Place, kept: Omit<Kept, 'version' | 'day'>): void {
  const day = new Date().toISOString().slice(0, 10);
  localStorage.setItem(nameOf(place), JSON.stringify({ ...kept, version: 2, day } satisfies Kept));
}

function nameOf({ owner, mission }: Place): string {
  return `mission-draft:${owner}:${mission}`;
}
