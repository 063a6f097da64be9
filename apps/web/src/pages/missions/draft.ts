import type { NewMission } from './missions-api';

/** A mission as it is being written; rows have a key of their own, so that taking one out leaves the others as they are. */
export interface Draft {
  from: string;
  to: string;
  place: string;
  purpose: string;
  team: { key: string; name: string; role: string }[];
  findings: DraftFinding[];
  recommendations: { key: string; project: string; text: string; owner: string; dueOn: string }[];
}

export interface DraftFinding {
  key: string;
  project: string;
  text: string;
  progress: number | '';
  deliveryOn: string;
  suspends: boolean;
  tranche: number | '';
  label: string;
}

export const emptyDraft = (): Draft => ({
  ...{ from: '', to: '', place: '', purpose: '' },
  ...{ team: [], findings: [], recommendations: [] },
});

export function newFinding(): DraftFinding {
  const empty = { project: '', text: '', progress: '' as const, deliveryOn: '', suspends: false };
  return { key: crypto.randomUUID(), ...empty, tranche: '', label: '' };
}

/** Fields that a begun row leaves blank, by the row's key: `${key}.owner`. A row nobody began asks nothing. */
export function blanksOf({ team, findings, recommendations }: Draft): ReadonlySet<string> {
  const rows: { key: string; begun: unknown[]; asked: Record<string, unknown> }[] = [
    ...team.map(({ key, name, role }) => ({ key, begun: [name], asked: { role } })),
    ...findings.map(({ key, project, text, progress, deliveryOn, suspends, tranche, label }) => ({
      ...{ key, begun: [progress, deliveryOn, suspends, tranche, label] },
      asked: { project, text, ...((said(tranche) || said(label)) && { tranche, label }) },
    })),
    ...recommendations.map(({ key, project, text, owner, dueOn }) => ({
      ...{ key, begun: [project], asked: { text, owner, dueOn } },
    })),
  ];
  return new Set(
    rows.flatMap(({ key, begun, asked }) =>
      [...begun, ...Object.values(asked)].some(said)
        ? Object.entries(asked).flatMap(([field, value]) => (said(value) ? [] : [`${key}.${field}`]))
        : [],
    ),
  );
}

function said(value: unknown): boolean {
  return typeof value === 'string' ? value.trim() !== '' : Boolean(value) || value === 0;
}

export type Written = Pick<
  Required<NewMission>,
  'from' | 'to' | 'place' | 'purpose' | 'team' | 'findings' | 'recommendations'
>;

/** What is sent: rows that nobody filled in are left out. */
export function missionOf({ team, findings, recommendations, ...draft }: Draft): Written {
  return {
    ...draft,
    team: team.filter(({ role }) => role.trim()).map(({ name, role }) => ({ name: name.trim() || null, role })),
    findings: findings
      .filter(({ project, text }) => project && text.trim())
      .map(({ project, text, progress, deliveryOn, suspends, tranche, label }) => ({
        ...{ project, text, suspends, progress: progress === '' ? null : progress, deliveryOn: deliveryOn || null },
        condition: tranche === '' || !label.trim() ? null : { tranche, label },
      })),
    recommendations: recommendations
      .filter(({ text, owner, dueOn }) => text.trim() && owner.trim() && dueOn)
      .map(({ project, text, owner, dueOn }) => ({ project: project || null, text, owner, dueOn })),
  };
}
