import { type Draft, missionOf, type Written } from './draft';

/** Parts that are kept or taken over as a whole. */
export const parts = ['dates', 'place', 'purpose', 'team', 'findings', 'recommendations'] as const;
export type Part = (typeof parts)[number];

/** One part, as lines to read: as it is written here, and as somebody else saved it. */
export interface Difference {
  part: Part;
  mine: readonly string[];
  theirs: readonly string[];
}

/** How values that are kept bare are said to a reader. */
export interface Say {
  dates: (from: string, to: string) => string;
  project: (code: string) => string;
  progress: (percent: number) => string;
  delivery: (day: string) => string;
  suspends: () => string;
  condition: (condition: { tranche: number; label: string }) => string;
  due: (day: string, owner: string) => string;
}

/** What differs between the text on this device and the one that was saved meanwhile; rows nobody began count for nothing. */
export function differencesOf(mine: Draft, theirs: Draft, say: Say): Difference[] {
  const [here, there] = [missionOf(mine), missionOf(theirs)];
  return parts
    .map((part) => ({ part, mine: linesOf(here, part, say), theirs: linesOf(there, part, say) }))
    .filter((one) => JSON.stringify(one.mine) !== JSON.stringify(one.theirs));
}

/** The draft with one part as the other has it. */
export function withPart(draft: Draft, part: Part, other: Draft): Draft {
  return part === 'dates' ? { ...draft, from: other.from, to: other.to } : { ...draft, [part]: other[part] };
}

function linesOf(written: Written, part: Part, say: Say): string[] {
  switch (part) {
    case 'dates':
      return [say.dates(written.from, written.to)];
    case 'team':
      return written.team.map(({ name, role }) => line(name, role));
    case 'findings':
      return written.findings.map(({ project, text, progress, deliveryOn, suspends, condition }) =>
        below(
          say.project(project),
          text,
          line(
            typeof progress === 'number' && say.progress(progress),
            deliveryOn && say.delivery(deliveryOn),
            suspends && say.suspends(),
            condition && say.condition(condition),
          ),
        ),
      );
    case 'recommendations':
      return written.recommendations.map(({ project, text, owner, dueOn }) =>
        below(text, line(project && say.project(project), say.due(dueOn, owner))),
      );
    default:
      return [written[part]].filter(Boolean);
  }
}

function line(...said: (string | null | undefined | false)[]): string {
  return said.filter(Boolean).join(' · ');
}

function below(...said: string[]): string {
  return said.filter(Boolean).join('\n');
}
