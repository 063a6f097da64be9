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

/** What differs between the text on this device and the one that was saved meanwhile; rows nobody began count for nothing. */
export function differencesOf(mine: Draft, theirs: Draft): Difference[] {
  const [here, there] = [missionOf(mine), missionOf(theirs)];
  return parts
    .map((part) => ({ part, mine: linesOf(here, part), theirs: linesOf(there, part) }))
    .filter((one) => JSON.stringify(one.mine) !== JSON.stringify(one.theirs));
}

/** The draft with one part as the other has it. */
export function withPart(draft: Draft, part: Part, other: Draft): Draft {
  return part === 'dates' ? { ...draft, from: other.from, to: other.to } : { ...draft, [part]: other[part] };
}

function linesOf(written: Written, part: Part): string[] {
  switch (part) {
    case 'dates':
      return [`${written.from} → ${written.to}`];
    case 'team':
      return written.team.map(({ name, role }) => line(name, role));
    case 'findings':
      return written.findings.map(({ project, text, progress, deliveryOn, suspends, condition }) =>
        line(
          project,
          text,
          progress === null ? null : `${progress} %`,
          deliveryOn,
          suspends ? '■' : null,
          condition && `${condition.tranche} : ${condition.label}`,
        ),
      );
    case 'recommendations':
      return written.recommendations.map(({ project, text, owner, dueOn }) => line(project, text, owner, dueOn));
    default:
      return [written[part]];
  }
}

function line(...said: (string | null | undefined)[]): string {
  return said.filter((one) => one !== null && one !== undefined && one !== '').join(' · ');
}
