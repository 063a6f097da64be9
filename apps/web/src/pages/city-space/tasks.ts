import type { CityAgreement } from '../projects/agreement/agreement-api';
import type { Project } from '../projects/projects-api';
import type { Tranche } from '../tranches/tranches-api';

/** What waits for a city, and where it does it. */
export type Task =
  | { kind: 'answer' | 'finish' | 'submit'; project: Project }
  /** `amendment` 0: the agreement itself. */
  | { kind: 'sign'; project: Project; amendment: number }
  | { kind: 'request' | 'justify'; project: Project; tranche: Tranche };

/** States in which a tranche may be asked for. */
const payable: readonly Project['state'][] = ['AGREEMENT_SIGNED', 'IN_PROGRESS', 'COMPLETED'];

interface Space {
  projects: readonly Project[];
  tranches: readonly Tranche[];
  agreements: readonly CityAgreement[];
}

/** Project by project: an answer, an end, a signature, money to ask for, money to account for. */
export function tasksOf({ projects, tranches, agreements }: Space): Task[] {
  return projects.flatMap((project) => [
    ...draftTask(project),
    ...agreements.filter((agreement) => agreement.project === project.code).flatMap((one) => toSign(project, one)),
    ...tranches.filter((tranche) => tranche.project === project.code).flatMap((one) => ofTranche(project, one)),
  ]);
}

function draftTask(project: Project): Task[] {
  if (project.state !== 'DRAFT') return [];
  if (project.openRequests > 0) return [{ kind: 'answer', project }];
  return [{ kind: project.missing.length > 0 ? 'finish' : 'submit', project }];
}

function toSign(project: Project, { state, signatures, amendments }: CityAgreement): Task[] {
  const unsigned = (by: CityAgreement['signatures']) => by.every(({ party }) => party !== 'CITY');
  const prepared = amendments.filter(({ status, signatures: by }) => status === 'PREPARED' && unsigned(by));
  return [
    ...(state === 'TO_SIGN' && unsigned(signatures) ? [{ kind: 'sign' as const, project, amendment: 0 }] : []),
    ...prepared.map(({ number }) => ({ kind: 'sign' as const, project, amendment: number })),
  ];
}

function ofTranche(project: Project, tranche: Tranche): Task[] {
  if (tranche.status === 'PLANNED' && payable.includes(project.state)) return [{ kind: 'request', project, tranche }];
  const justified = tranche.justified.amount === tranche.amount.amount;
  return tranche.status === 'PAID' && !justified && payable.includes(project.state)
    ? [{ kind: 'justify', project, tranche }]
    : [];
}
