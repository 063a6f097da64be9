import type { Day } from '@abonde/calendar';
import type { Earmark, UnspentClause } from '../agreements/agreement';

export const owedReasons = ['PERIOD_OVER', 'PROJECTS_ENDED', 'REAL_COST', 'INTEREST_CLAUSE'] as const;
export type OwedReason = (typeof owedReasons)[number];

interface Settled {
  internal: boolean;
  earmark: Earmark;
  unspentClause: UnspentClause;
  /** Last day on which its money could be given. */
  lastDay: Day;
}

/**
 * Why what an agreement has left can serve nothing any more: its time is over, or all the projects it names have ended.
 * Null while it still may, and where the donor lets it be kept.
 */
export function unspentBecause(
  { internal, earmark, unspentClause, lastDay }: Settled,
  endedProjects: ReadonlySet<string>,
  today: Day,
): 'PERIOD_OVER' | 'PROJECTS_ENDED' | null {
  if (internal || unspentClause === 'KEEP') return null;
  if (lastDay < today) return 'PERIOD_OVER';
  const named = earmark.level === 'PROJECT' ? (earmark.projects ?? []) : [];
  return named.length > 0 && named.every((project) => endedProjects.has(project)) ? 'PROJECTS_ENDED' : null;
}
